import JSON
import Platform
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("Long lines and long files", .timeLimit(.minutes(1)))
struct LongFileTests {
  /// What read_file says of a text where its limit is 10 bytes.
  private func result(_ text: String, first: Int = 1, last: Int? = nil) async throws -> ToolResult {
    let place = try await Workplace(files: ["f": text])
    let opened = try FileRoots(folders: [place.folder], base: place.folder).openFile("f")
    let lines = try TextFileLines(
      opened.file, beginning: Array(text.utf8), first: first, last: last, limit: 10)
    withExtendedLifetime(place) {}
    return ReadFileTool.report(lines, path: "f", bytes: opened.facts.bytes, first: first, last: last)
  }

  @Test(
    "are shown in part, and only lines that exist are offered",
    arguments: [
      ("0123456789ab", 1, "0123456789", ["line 1 is longer than 8 MiB; its rest is not shown"]),
      ("0123456789ab\n", 1, "0123456789", ["line 1 is longer than 8 MiB; its rest is not shown"]),
      (
        "0123456789ab\nx", 1, "0123456789",
        [
          "lines 1-1", "line 1 is longer than 8 MiB; its rest is not shown",
          "the file has 14 bytes; ask for more with start_line 2",
        ]
      ),
      ("a\n0123456789ab\nx", 1, "a", ["lines 1-1", "the file has 16 bytes; ask for more with start_line 2"]),
      (
        "a\n0123456789ab\nx", 2, "0123456789",
        [
          "lines 2-2", "line 2 is longer than 8 MiB; its rest is not shown",
          "the file has 16 bytes; ask for more with start_line 3",
        ]
      ),
      ("a\n0123456789ab\nx", 3, "x", ["lines 3-3, the end of the file"]), ("0123456789\n", 1, "0123456789", []),
      ("0123456789\nx", 1, "0123456789", ["lines 1-1", "the file has 12 bytes; ask for more with start_line 2"]),
      ("012345678äx", 1, "012345678", ["line 1 is longer than 8 MiB; its rest is not shown"]),
    ] as [(String, Int, String, [String])])
  func longLine(text: String, first: Int, shown: String, notes: [String]) async throws {
    let result = try await result(text, first: first)
    #expect(result.text == shown)
    #expect(result.notes == notes)
  }

  @Test("have an end that is told as it is")
  func beyondTheEnd() async throws {
    #expect(try await result("0123456789ab", first: 2) == .failure("f has 1 line; start_line 2 is beyond its end."))
    #expect(
      try await result("0123456789ab\nx", last: 1).notes.last == "line 1 is longer than 8 MiB; its rest is not shown")
  }

  @Test("are the same however the bytes come in pieces", arguments: [1, 2, 3, 100])
  func pieces(count: Int) {
    var scan = LineScan(first: 2, last: nil, limit: 10)
    let bytes = Array("a\n0123456789ab\nx\n".utf8)
    for start in stride(from: 0, to: bytes.count, by: count) {
      scan.take(Array(bytes[start..<min(start + count, bytes.count)]))
    }
    #expect(String(decoding: scan.finish(), as: UTF8.self) == "0123456789")
    #expect(scan.longLine == 2 && scan.isCut && scan.isDone && scan.count == 1)
  }

  @Test("are read to their end in UTF-16 too")
  func wide() async throws {
    let place = try await Workplace()
    // 17 MiB of one line, and a second one behind it.
    try await place.shell("printf '\\377\\376' >w; truncate -s 17825792 w; printf '\\n\\000e\\000n\\000d\\000' >>w")
    let result = try await place.call("read_file", ["file_path": "w", "start_line": 2])
    #expect(result == ToolResult(text: "end", notes: ["read as UTF-16", "lines 2-2, the end of the file"]))
  }

  @Test("keep pairs of UTF-16 whole where pieces meet")
  func pairs() async throws {
    let place = try await Workplace()
    let text = "a" + String(repeating: "😀", count: 10_000) + "\nend"
    try await place.write("w", [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    let result = try await place.call("read_file", ["file_path": "w"])
    #expect(result == ToolResult(text: text, notes: ["read as UTF-16"]))
  }
}
