#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Bytes that a child reads from a descriptor beside its standard input, such as a configuration with a secret in it.
package enum PipedBytes {
  /// The reading end of a pipe that holds `bytes` already, so that nobody has to feed it.
  ///
  /// Nil where they do not fit a pipe (64 KiB on Linux, 16 KiB on macOS) or the system has no descriptor left.
  package static func file(_ bytes: [UInt8]) -> OpenFile? {
    guard var pipe = try? ChildPipe() else { return nil }
    _ = fcntl(pipe.writing, F_SETFL, O_NONBLOCK)
    let isWhole = bytes.withUnsafeBytes { systemWrite(pipe.writing, $0.baseAddress, $0.count) == $0.count }
    guard isWhole else { return nil }
    return OpenFile(descriptor: pipe.releaseReading())
  }
}
