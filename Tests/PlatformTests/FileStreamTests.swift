import Platform
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("A file that is read in chunks", .timeLimit(.minutes(1))) struct FileStreamTests {
  private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
    let path = "/tmp/deputy-file-stream-\(getpid())-\(UInt32.random(in: 0...(.max)))"
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
    defer { unlink(path) }
    try body(path)
  }

  @Test("finds where the next line begins", arguments: [(0, 4), (3, 4), (4, 8), (8, 10), (10, 10)])
  func lineStart(offset: Int, start: Int) throws {
    try withFile("one\ntwo\nab") { path in
      let found = try FileStream(path).lineStart(after: offset)
      #expect(found == start)
    }
  }

  @Test("that became shorter since it was opened ends where it ends now")
  func shrunk() throws {
    try withFile(String(repeating: "x", count: 100)) { path in
      let stream = try FileStream(path)
      try #require(truncate(path, 10) == 0)
      let end = try stream.lineStart(after: 50)
      #expect(end == 50)
    }
  }
}
