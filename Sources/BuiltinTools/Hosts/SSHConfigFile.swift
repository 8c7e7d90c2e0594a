import Platform

/// The concrete host names of an ssh client configuration, with its included files (ssh_config(5)).
struct SSHConfigFile {
  private(set) var names: [String] = []
  /// What could not be read, each a sentence for the operator; at most 16.
  private(set) var warnings: [String] = []
  private let path: String
  private let home: String
  private let setting: String?
  /// The real paths of the files that were read: a second time they would say the same.
  private var known: Set<String> = []
  /// The real paths of the files that are being read, each included by the one before.
  private var chain: [String] = []
  private var looksLeft = Self.mostLooks

  static let mostFiles = 1024
  /// The entries of folders and the files that are looked at for all `Include` lines together.
  static let mostLooks = 10_000
  /// How deep `Include` may lead; beyond that ssh itself gives up (`READCONF_MAX_DEPTH`, readconf.c).
  static let deepest = 16
  private static let mostWarnings = 16
  private static let longestPath = 4096

  /// Reads the file at `path`. `~` and relative includes are taken from `home`.
  ///
  /// A file that is not there is worth a warning only where `setting`, the name of a variable, names it.
  init(_ path: String, home: String, setting: String? = nil) {
    self.path = path
    self.home = home
    self.setting = setting
    read(path)
  }

  private mutating func read(_ path: String) {
    let identity = (try? FileAccess.realPath(of: path)) ?? path
    guard !chain.contains(identity), chain.count <= Self.deepest else {
      return warn(
        "The Include lines of \(self.path) lead to \(path) in a circle or more than \(Self.deepest) files deep, which "
          + "ssh refuses for every host: take the Include of it out.")
    }
    guard !known.contains(identity), mayLook() else { return }
    guard known.count < Self.mostFiles else {
      return warn(
        "\(self.path) includes more than \(Self.mostFiles) files, and the hosts of the others are not known: name them "
          + "in DEPUTY_HOSTS.")
    }
    guard let text = text(of: path) else { return }
    known.insert(identity)
    chain.append(identity)
    defer { chain.removeLast() }
    for line in text.split(whereSeparator: \.isNewline) {
      let words = Self.words(of: line)
      switch words.first?.lowercased() {
      case "host": names += words.dropFirst().filter(HostEntry.isName)
      case "include":
        for pattern in words.dropFirst() {
          for file in files(matching: pattern) where FileAccess.exists(file) { read(file) }
        }
      default: break
      }
    }
  }

  /// The content of a file; nil where there is none, which is said unless ssh passes it over as well.
  private mutating func text(of path: String) -> String? {
    let isIncluded = !chain.isEmpty
    do {
      switch try FileAccess.openFile(path).facts().kind {
      case .file: return String(decoding: try FileBytes.read(path, limit: 1 << 20), as: UTF8.self)
      case .device: return nil
      case .folder where isIncluded: return nil
      // To read a pipe would be to wait for whoever writes it.
      case .folder, .link, .pipe, .socket: warnUnreadable(path, "it is no file")
      }
    } catch let failure as FileBytes.Failure {
      warnUnreadable(path, failure.reason)
    } catch let fault as SystemFault where fault.isMissing && setting == nil {
      return nil
    } catch {
      warnUnreadable(path, "\(error)")
    }
    return nil
  }

  private mutating func warnUnreadable(_ path: String, _ reason: String) {
    guard chain.isEmpty, let setting else {
      return warn("\(path) cannot be read (\(reason)), so its hosts are not known.")
    }
    let remedy =
      path.hasPrefix("~/")
      ? "no shell expands ~ here, so write \(home)\(path.dropFirst())"
      : path.hasPrefix("~") ? "no shell expands ~ here, so write the whole path" : "name a file that you can read"
    warn("\(setting) names \(path), which cannot be read (\(reason)), so its hosts are not known: \(remedy).")
  }

  private mutating func warn(_ sentence: String) {
    if !warnings.contains(sentence), warnings.count < Self.mostWarnings { warnings.append(sentence) }
  }

  /// False, and said, where too much was looked at already.
  private mutating func mayLook() -> Bool {
    if looksLeft > 0 {
      looksLeft -= 1
      return true
    }
    warn(
      "The Include lines of \(path) lead to more than \(Self.mostLooks) files and folders, and the hosts of those that "
        + "were not looked at are not known: name them in DEPUTY_HOSTS.")
    return false
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

  /// The files that an `Include` names, sorted; wildcards may stand in every part (glob(7)).
  private mutating func files(matching pattern: String) -> [String] {
    let path = pattern.hasPrefix("~/") ? home + pattern.dropFirst() : pattern
    let absolute = PathText.absolute(path, from: home + "/.ssh")
    guard absolute.utf8.count <= Self.longestPath else { return [] }
    var paths = [""]
    for part in absolute.split(separator: "/").map(String.init) {
      var next: [String] = []
      for folder in paths {
        let isPattern = part.contains { "*?[".contains($0) }
        next += (isPattern ? entries(of: folder, matching: part) : [part]).map { folder + "/" + $0 }
      }
      paths = next
    }
    return paths
  }

  /// The names in a folder that fit; hidden ones only where the pattern begins with a dot itself.
  private mutating func entries(of folder: String, matching part: String) -> [String] {
    guard part.utf8.count <= GlobPattern.longest, mayLook(), let open = try? FileAccess.openFolder(folder + "/"),
      let names = try? open.names(limit: looksLeft + 1)
    else { return [] }
    // One more than may be looked at tells that there are more.
    if names.count > looksLeft {
      looksLeft = 0
      _ = mayLook()
    } else {
      looksLeft -= names.count
    }
    return names.filter { (part.hasPrefix(".") || !$0.hasPrefix(".")) && GlobPattern.matchesPart(part, $0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
