internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A file that only grows, for records: mode 0600, one write(2) per line, so that lines of several writers stay whole.
package final class AppendFile: Sendable {
  private let file: OpenFile
  /// The last write was cut short: what comes next must not stand on the same line.
  private let endsWithinLine = Mutex(false)

  /// Opens the file or makes it. A link, a file of another owner, or one that others may write is refused.
  package convenience init(_ path: String) throws(SystemFault) {
    let descriptor = openat(
      AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .last }
    let file = OpenFile(descriptor: descriptor)
    let facts = try file.facts()
    guard facts.kind == .file, facts.owner == ProcessEnvironment.userIdentifier, facts.mode & 0o022 == 0 else {
      throw SystemFault(code: EPERM)
    }
    self.init(file)
  }

  init(_ file: OpenFile) { self.file = file }

  /// Adds a line. False where the system did not take it whole, as on a full disk.
  package func append(_ line: String) -> Bool {
    endsWithinLine.withLock { endsWithinLine in
      let bytes = Array(((endsWithinLine ? "\n" : "") + line + "\n").utf8)
      var count = -1
      repeat {
        count = bytes.withUnsafeBytes { systemWrite(file.descriptor, $0.baseAddress, $0.count) }
      } while count < 0 && errno == EINTR
      if count > 0 { endsWithinLine = count < bytes.count }
      return count == bytes.count
    }
  }
}
