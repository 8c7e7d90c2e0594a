/// What is known of operands that come from data: from a pipe through `xargs`, or from `find -exec`.
enum AddedOperands: Sendable, Hashable {
  case none
  /// Any text, flags included.
  case unknown
  /// Any text of files that may be read.
  case readable
  /// Whole paths that do not begin with a dash; `areReadable` where none can be a secret file.
  case paths(areReadable: Bool)
  /// Process numbers and the like.
  case numbers

  var arePaths: Bool {
    if case .paths = self { true } else { false }
  }

  var areReadable: Bool { self == .readable || self == .paths(areReadable: true) }
}
