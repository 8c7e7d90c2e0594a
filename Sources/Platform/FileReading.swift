#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension OpenFile {
  /// What the system says of the open file.
  package func facts() throws(SystemFault) -> FileFacts {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last }
    return FileFacts(status)
  }

  /// Up to `count` bytes from `offset` on; fewer only at the end of the file.
  package func read(at offset: Int, count: Int) throws(SystemFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let fresh = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
      }
      if fresh < 0, errno == EINTR { continue }
      guard fresh >= 0 else { throw .last }
      if fresh == 0 { break }
      filled += fresh
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// The names in this folder without `.` and `..`, in no order, at most `limit` of them.
  package func names(limit: Int) throws(SystemFault) -> [String] {
    // The stream owns its descriptor and moves its offset, so it gets one of its own.
    let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0 else { throw .last }
    guard let stream = fdopendir(own) else {
      close(own)
      throw .last
    }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { place in
        place.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// The facts of an entry of this folder; a link is described itself.
  package func facts(of name: String) throws(SystemFault) -> FileFacts {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw .last }
    return FileFacts(status)
  }

  /// The folder `name` in this folder, opened; a link is a fault.
  package func folder(_ name: String) throws(SystemFault) -> OpenFile {
    let result = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard result >= 0 else { throw .last }
    return OpenFile(descriptor: result)
  }
}
