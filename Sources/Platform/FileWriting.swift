#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension OpenFile {
  /// Puts `bytes` in the place of the file `name` in this folder, all or nothing.
  ///
  /// They are written to a new file beside it, which then takes the name (rename(2)): a reader sees the old content or the
  /// new one. Mode and owner are those of `like`; without it the mode is 0644 less the umask.
  package func replace(_ name: String, with bytes: [UInt8], like old: FileFacts?) throws(SystemFault) {
    let draft = ".deputy-\(UInt64.random(in: 0 ... .max))"
    let file = openat(
      descriptor, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, old == nil ? 0o644 : 0o600)
    guard file >= 0 else { throw .last }
    defer { close(file) }
    do throws(SystemFault) {
      try Self.fill(file, bytes)
      if let old { try Self.dress(file, like: old) }
      guard fsync(file) == 0, renameat(descriptor, draft, descriptor, name) == 0 else { throw SystemFault.last }
    } catch {
      unlinkat(descriptor, draft, 0)
      throw error
    }
  }

  private static func fill(_ file: Int32, _ bytes: [UInt8]) throws(SystemFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      rest = rest.dropFirst(count)
    }
  }

  private static func dress(_ file: Int32, like old: FileFacts) throws(SystemFault) {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .last }
    if Int(status.st_uid) != old.owner || Int(status.st_gid) != old.group {
      guard fchown(file, uid_t(old.owner), gid_t(old.group)) == 0 else { throw .last }
    }
    guard fchmod(file, mode_t(old.mode)) == 0 else { throw .last }
  }
}
