/// Paths as text: made absolute, without `.`, `..` and double slashes, and compared component by component.
package enum PathText {
  /// The absolute form of `path`; a relative one is taken from `base`. Links are not looked at.
  package static func absolute(_ path: String, from base: String) -> String {
    let whole = path.hasPrefix("/") ? path : base + "/" + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// What remains of `path` beneath `folder`, both absolute; empty for the folder itself, nil where it lies elsewhere.
  package static func relative(_ path: String, to folder: String) -> String? {
    let parts = path.split(separator: "/")
    let above = folder.split(separator: "/")
    guard parts.starts(with: above) else { return nil }
    return parts.dropFirst(above.count).joined(separator: "/")
  }

  /// The name at the end of a path; `/` for the root.
  package static func lastPart(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? "/" }

  /// The path without its last part.
  package static func folder(of path: String) -> String {
    "/" + path.split(separator: "/").dropLast().joined(separator: "/")
  }
}
