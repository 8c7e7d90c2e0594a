#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The three descriptors that a process is started with.
package enum StandardStreams {
  /// Standard input, for a `LineReader`.
  package static let input: Int32 = 0

  /// True where the descriptor is a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Puts `/dev/null` where standard input or standard error is closed, so that nothing that is opened later takes their
  /// place: the end of input is told, and no complaint ends up in a file. Standard output is left to `takeOutput`.
  package static func holdPlaces() {
    for place in [0, 2] as [Int32] where fcntl(place, F_GETFD) < 0 {
      let nowhere = openat(AT_FDCWD, "/dev/null", place == 0 ? O_RDONLY : O_WRONLY)
      if nowhere >= 0, nowhere != place {
        dup2(nowhere, place)
        close(nowhere)
      }
    }
  }

  /// Moves standard output to a private descriptor and leaves standard error in its place, so that a stray `print`
  /// cannot break the protocol. Closed on exec. Nil, and nothing changed, where standard output is not open.
  package static func takeOutput() -> Int32? {
    let taken = fcntl(1, F_DUPFD_CLOEXEC, 3)
    guard taken >= 0 else { return nil }
    if dup2(2, 1) < 0 {
      // Without standard error nobody may hear the stray print either.
      let nowhere = open("/dev/null", O_WRONLY)
      if nowhere >= 0, nowhere != 1 {
        dup2(nowhere, 1)
        close(nowhere)
      }
    }
    return taken
  }
}
