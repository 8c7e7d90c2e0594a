internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Where the lines of `DEBUG_MCP` go: one line each with the time in front, secrets masked, and it never blocks.
///
/// A text over 2,000 bytes is cut and its length said. While the reader does not read, lines are left out and counted.
package final class DebugLog: Sendable {
  /// Why there is no log.
  package enum Failure: Error, Hashable, CustomStringConvertible {
    case unknownSetting(String)
    case cannotOpen(path: String, reason: String)

    package var description: String {
      switch self {
      case .unknownSetting(let value):
        "DEBUG_MCP is \"\(value)\". Set it to 1 for standard error, or to an absolute path of a file to append to."
      case .cannotOpen(let path, let reason):
        "Cannot append to the file of DEBUG_MCP, \(path): \(reason). Name a file in a folder that exists and is yours."
      }
    }
  }

  /// The longest text of one line, in bytes.
  package static let textLimit = 2_000
  /// The longest text that is searched for secrets: far more than is shown, so that no half of one is.
  private static let searchLimit = 64_000
  /// Bytes that may wait for a slow reader.
  private static let pendingLimit = 1 << 20

  private let writer: LineWriter
  private let mask: @Sendable (String) -> String
  private let now: @Sendable () -> WallTime
  private let dropped = Mutex(0)

  /// `mask` makes secrets unreadable.
  package init(
    _ sink: ByteSink, mask: @escaping @Sendable (String) -> String, now: @escaping @Sendable () -> WallTime = { .now }
  ) {
    writer = LineWriter(sink, maximumPending: Self.pendingLimit, overflow: .drop)
    self.mask = mask
    self.now = now
  }

  /// The log that the value of `DEBUG_MCP` asks for: `1` is standard error, an absolute path a file that only its
  /// owner may read, and nothing, empty or `0` no log.
  package static func open(
    _ setting: String?, mask: @escaping @Sendable (String) -> String
  ) throws(Failure) -> DebugLog? {
    guard let setting, !setting.isEmpty, setting != "0" else { return nil }
    if setting == "1" { return DebugLog(ByteSink(descriptor: 2), mask: mask) }
    guard setting.hasPrefix("/") else { throw .unknownSetting(setting) }
    let descriptor = try append(to: setting)
    return DebugLog(ByteSink(descriptor: descriptor), mask: mask)
  }

  /// Writes one line.
  package func write(_ text: String) {
    dropped.withLock { dropped in
      if dropped > 0 {
        guard writer.send(line("\(dropped) lines left out: the reader of the log was too slow")) == .sent else {
          dropped += 1
          return
        }
        dropped = 0
      }
      if writer.send(line(text)) == .dropped { dropped += 1 }
    }
  }

  private func line(_ text: String) -> [UInt8] {
    let length = text.utf8.count
    let shown = Self.oneLine(mask(Self.prefix(of: text, bytes: Self.searchLimit)))
    let short = Self.prefix(of: shown, bytes: Self.textLimit)
    let isCut = short.utf8.count < shown.utf8.count || length > Self.searchLimit
    return Array("\(now()) \(short)\(isCut ? " … (\(length) bytes)" : "")".utf8)
  }

  /// The longest beginning within `limit` bytes that does not cut a character of Unicode.
  private static func prefix(of text: String, bytes limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: limit)
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return String(text[..<end])
  }

  private static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    var line = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 || scalar.value == 0x7F {
        line += "\\x" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// Opens the file, or makes it, so that only its owner may read it. A FIFO that nobody reads is a failure, because to
  /// wait for its reader would keep the server from starting.
  private static func append(to path: String) throws(Failure) -> Int32 {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
    let descriptor = openat(AT_FDCWD, path, flags, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: errorText(errno)) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return descriptor }
    guard status.st_uid == geteuid() else {
      close(descriptor)
      throw .cannotOpen(path: path, reason: "it belongs to another user")
    }
    guard status.st_mode & 0o077 == 0 || fchmod(descriptor, 0o600) == 0 else {
      let reason = "others may read it, and that cannot be changed: \(errorText(errno))"
      close(descriptor)
      throw .cannotOpen(path: path, reason: reason)
    }
    return descriptor
  }
}
