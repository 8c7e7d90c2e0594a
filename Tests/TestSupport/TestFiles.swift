import Platform

/// The folder `Tests`, found from this source file, so that fixtures are read where they lie.
package enum TestFiles {
  package static let folder: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(2).joined(separator: "/")
  }()

  /// The bytes of a file below `Tests`; empty where it cannot be read, which no test takes for a fixture.
  package static func bytes(_ path: String) -> [UInt8] { (try? FileBytes.read(folder + "/" + path)) ?? [] }

  /// The text of a file below `Tests`.
  package static func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }

  /// The lines of a file below `Tests`, without the empty one after the last newline.
  package static func lines(_ path: String) -> [String] {
    var lines = text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The names of the entries of a folder below `Tests`, sorted.
  package static func names(in path: String) -> [String] { FileBytes.names(in: folder + "/" + path) }
}
