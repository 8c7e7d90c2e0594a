import Platform

/// The concrete host names of an ssh client configuration, with its included files (ssh_config(5)).
struct SSHConfigFile {
  private(set) var names: [String] = []
  private let home: String
  private var filesRead = 0

  static let mostFiles = 64
  static let deepest = 16

  /// Reads the file at `path` where there is one. `~` and relative includes are taken from `home`.
  init(_ path: String, home: String) {
    self.home = home
    read(path, depth: 0)
  }

  private mutating func read(_ path: String, depth: Int) {
    guard depth < Self.deepest, filesRead < Self.mostFiles,
      let bytes = try? FileBytes.read(path, limit: 1 << 20)
    else { return }
    filesRead += 1
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let words = Self.words(of: line)
      switch words.first?.lowercased() {
      case "host": names += words.dropFirst().filter(HostEntry.isName)
      case "include":
        for pattern in words.dropFirst() {
          for file in files(matching: pattern) { read(file, depth: depth + 1) }
        }
      default: break
      }
    }
  }

  /// The keyword and its arguments: separated by spaces or one `=`, quotes removed; empty for comments.
  static func words(of line: Substring) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
        word = word ?? ""
      } else if !isQuoted,
        character == " " || character == "\t" || (character == "=" && words.count <= 1 && word?.contains("=") != true)
      {
        if let done = word { words.append(done) }
        word = nil
      } else if !isQuoted, character == "#", word == nil {
        break
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let done = word { words.append(done) }
    return words
  }

  /// The files that an `Include` names, sorted; a wildcard may stand in the last part.
  private func files(matching pattern: String) -> [String] {
    let path = pattern.hasPrefix("~/") ? home + pattern.dropFirst() : pattern
    let absolute = PathText.absolute(path, from: home + "/.ssh")
    let name = PathText.lastPart(of: absolute)
    guard name.contains(where: { "*?[".contains($0) }), let glob = GlobPattern(name) else { return [absolute] }
    let folder = PathText.folder(of: absolute)
    return FileBytes.names(in: folder).filter { glob.matches($0) && !$0.hasPrefix(".") }.map { folder + "/" + $0 }
  }
}
