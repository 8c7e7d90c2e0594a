import Platform
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite(.timeLimit(.minutes(1))) struct DebugLogTests {
  init() { SignalWatcher.ignoreBrokenPipes() }

  private static let time = WallTime(seconds: 1_764_077_700, milliseconds: 42)
  private static let stamp = "2025-11-25T13:35:00.042Z"

  private final class Pages: Sendable {
    let text = Mutex("")
    let isStuck = Mutex(false)

    var sink: ByteSink {
      ByteSink(
        write: { [self] bytes in
          if isStuck.withLock({ $0 }) { return Int(-EAGAIN) }
          text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
          return bytes.count
        },
        isWritable: { [self] waits in
          while waits, isStuck.withLock({ $0 }) { usleep(100) }
          return !isStuck.withLock { $0 }
        })
    }
  }

  private func log(_ pages: Pages) -> DebugLog {
    DebugLog(pages.sink, mask: { $0.replacing("secret", with: "***") }, now: { Self.time })
  }

  @Test("A line has the time in front, its secrets masked, and stays one line")
  func line() {
    let pages = Pages()
    log(pages).write("mcp: <- a secret\nand \u{1B}[31mred")
    #expect(pages.text.withLock { $0 } == "\(Self.stamp) mcp: <- a ***\\x0aand \\x1b[31mred\n")
  }

  @Test("A long line is cut between characters, and its length is said", arguments: [1_999, 2_000, 2_001, 100_000])
  func longLine(_ length: Int) {
    let pages = Pages()
    log(pages).write("x" + String(repeating: "ä", count: (length - 1) / 2))
    let text = pages.text.withLock { $0 }
    let bytes = 1 + (length - 1) / 2 * 2
    if bytes <= 2_000 {
      #expect(text.utf8.count == Self.stamp.count + 2 + bytes)
    } else {
      #expect(text.hasSuffix("ä … (\(bytes) bytes)\n"))
      #expect(text.utf8.count < 2_100)
    }
  }

  @Test("A reader that is too slow costs lines, which are counted, and never blocks")
  func slowReader() async {
    let pages = Pages()
    pages.isStuck.withLock { $0 = true }
    let log = DebugLog(pages.sink, mask: { $0 }, now: { Self.time })
    let text = String(repeating: "x", count: 1_900)
    for _ in 0..<1_000 { log.write(text) }
    pages.isStuck.withLock { $0 = false }
    await eventually {
      log.write("after")
      return pages.text.withLock { $0.contains("lines left out") }
    }
    #expect(pages.text.withLock { $0.contains("lines left out: the reader of the log was too slow") })
  }

  @Test("No value, an empty one and 0 mean no log", arguments: [nil, "", "0"])
  func off(_ setting: String?) throws {
    #expect(try DebugLog.open(setting, mask: { $0 }) == nil)
  }

  @Test("An unknown value is told what would be right")
  func unknown() {
    let failure = DebugLog.Failure.unknownSetting("yes")
    #expect(throws: failure) { try DebugLog.open("yes", mask: { $0 }) }
    #expect(
      failure.description
        == "DEBUG_MCP is \"yes\". Set it to 1 for standard error, or to an absolute path of a file to append to.")
  }

  @Test("A file that cannot be opened is told with its path")
  func unopened() {
    let failure = DebugLog.Failure.cannotOpen(path: "/nonexistent/log", reason: "No such file or directory")
    #expect(throws: failure) { try DebugLog.open("/nonexistent/log", mask: { $0 }) }
    #expect(
      failure.description == "Cannot append to the file of DEBUG_MCP, /nonexistent/log: No such file or directory. "
        + "Name a file in a folder that exists and is yours.")
  }

  @Test("The file of another user is refused", .enabled(if: geteuid() == 0))
  func foreign() throws {
    let path = "/tmp/deputy-debug-log-foreign-\(getpid())"
    defer { unlink(path) }
    close(creat(path, 0o600))
    try #require(chown(path, 65534, 65534) == 0)
    #expect(throws: DebugLog.Failure.cannotOpen(path: path, reason: "it belongs to another user")) {
      try DebugLog.open(path, mask: { $0 })
    }
  }

  @Test("A FIFO that nobody reads is a failure and no wait")
  func fifo() throws {
    let path = "/tmp/deputy-debug-log-fifo-\(getpid())"
    defer { unlink(path) }
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: DebugLog.Failure.self) { try DebugLog.open(path, mask: { $0 }) }
  }

  @Test("A file is appended to, and only its owner may read it")
  func file() throws {
    let path = "/tmp/deputy-debug-log-test-\(getpid())"
    defer { unlink(path) }
    // As a file may be that was made before.
    close(creat(path, 0o644))
    for text in ["one", "two"] { try DebugLog.open(path, mask: { $0 })?.write(text) }
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.hasSuffix("Z one") == true)
    #expect(lines.last?.hasSuffix("Z two") == true)
  }
}
