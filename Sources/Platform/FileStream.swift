#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// An open file (or standard input) that is read in chunks, blocking. For the command line, not for the server.
package struct FileStream: ~Copyable {
  private let descriptor: Int32
  private let path: String
  /// The bytes of a regular file; nil for a pipe or a device, which can only be read to its end.
  package let size: Int?

  /// Opens a file; `-` is standard input.
  package init(_ path: String) throws(FileBytes.Failure) {
    descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
    self.path = path == "-" ? "standard input" : path
    guard descriptor >= 0 else { throw FileBytes.Failure(path: path, reason: errorText(errno)) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let failure = FileBytes.Failure(path: path, reason: errorText(errno))
      close(descriptor)
      throw failure
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw FileBytes.Failure(path: path, reason: "it is a directory")
    }
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  deinit { close(descriptor) }

  /// Hands every chunk of the rest of the stream to `take`.
  package func read(_ take: (UnsafeRawBufferPointer) -> Void) throws(FileBytes.Failure) {
    try chunks(take) { buffer, _ in systemRead(descriptor, buffer.baseAddress, buffer.count) }
  }

  /// Hands every chunk of the bytes from `start` to before `end` to `take`; only for regular files.
  package func read(from start: Int, to end: Int, _ take: (UnsafeRawBufferPointer) -> Void) throws(FileBytes.Failure) {
    try chunks(take) { buffer, done in
      pread(descriptor, buffer.baseAddress, min(buffer.count, end - start - done), off_t(start + done))
    }
  }

  /// The offset after the first newline at or after `offset`; the size where there is none, or what is left of it.
  package func lineStart(after offset: Int) throws(FileBytes.Failure) -> Int {
    let end = size ?? 0
    var found: Int?
    var position = offset
    while found == nil, position < end {
      let before = position
      try read(from: position, to: min(end, position + 65536)) { chunk in
        if found == nil, let index = chunk.firstIndex(of: 0x0A) { found = position + index + 1 }
        position += chunk.count
      }
      // The file has become shorter since it was opened.
      if position == before { return position }
    }
    return found ?? end
  }

  private func chunks(
    _ take: (UnsafeRawBufferPointer) -> Void, _ next: (UnsafeMutableRawBufferPointer, Int) -> Int
  ) throws(FileBytes.Failure) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { buffer.deallocate() }
    var done = 0
    while true {
      let count = next(buffer, done)
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileBytes.Failure(path: path, reason: errorText(errno))
      }
      take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      done += count
    }
  }
}
