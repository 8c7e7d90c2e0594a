package import Platform

/// The folders that file tools may look into, and the only way to open anything in them.
///
/// A path is resolved with every link, compared by components with the resolved roots, and then opened from the root
/// without following any link: a link that is swapped in between is a refusal and never a way out.
package struct FileRoots: Sendable {
  /// The roots as the configuration names them, absolute.
  package let folders: [String]
  /// Where relative paths begin: the project folder.
  package let base: String
  private let isSecret: @Sendable (String) -> Bool

  /// The longest path in bytes.
  static let longestPath = 4096

  /// `isSecret` tells the absolute paths that no tool reads wherever they lie.
  package init(
    folders: [String], base: String,
    isSecret: @escaping @Sendable (String) -> Bool = { SensitivePaths.standard.isSecret($0) }
  ) {
    self.folders = folders.map { PathText.absolute($0, from: base) }
    self.base = base
    self.isSecret = isSecret
  }

  /// An open file with its facts and resolved path.
  package struct Opened: Sendable {
    package let file: OpenFile
    package let facts: FileFacts
    /// The path without links.
    package let path: String
  }

  /// Opens a regular file for reading.
  package func openFile(_ path: String) throws(FileRefusal) -> Opened {
    let opened = try open(path)
    guard opened.facts.kind == .file else { throw .notAFile(path, kind: opened.facts.kind) }
    let owner = opened.facts.owner
    guard opened.facts.links == 1 || owner == ProcessEnvironment.userIdentifier || owner == 0 else {
      throw .shared(path)
    }
    return opened
  }

  /// Opens a folder.
  package func openFolder(_ path: String) throws(FileRefusal) -> Opened {
    let opened = try open(path)
    guard opened.facts.kind == .folder else { throw .notAFolder(path) }
    return opened
  }

  /// Opens a regular file or a folder. Whoever calls looks at the facts: another thing may come in its place meanwhile.
  package func open(_ path: String) throws(FileRefusal) -> Opened {
    let place = try locate(path)
    try refuseSpecial(path, at: place)
    do {
      let root = try FileAccess.openFolder(place.root)
      let file = try FileAccess.open(place.relative, beneath: root)
      return Opened(file: file, facts: try file.facts(), path: place.path)
    } catch {
      throw error.isLink ? .changed(path) : refusal(path, error)
    }
  }

  /// Refuses a FIFO, a socket and a device unopened: a FIFO's writer would go on, and end when the FIFO is closed again.
  private func refuseSpecial(_ path: String, at place: Place) throws(FileRefusal) {
    guard let root = try? FileAccess.openFolder(place.root),
      let kind = FileAccess.kind(of: place.relative, beneath: root)
    else { return }
    if kind == .pipe || kind == .socket || kind == .device { throw .notAFile(path, kind: kind) }
  }

  /// Why the tools refuse this resolved path by its name; nil where they do not.
  package func refusal(of path: String) -> String? {
    isSecret(path) ? "\(path) is a secret file or a device, which no tool reads." : nil
  }

  struct Place {
    let root: String
    let relative: String
    var path: String { relative.isEmpty ? root : root == "/" ? "/" + relative : root + "/" + relative }
  }

  /// The resolved place of a path that exists.
  func locate(_ path: String) throws(FileRefusal) -> Place {
    let absolute = try checked(path)
    let resolved: String
    do {
      resolved = try FileAccess.realPath(of: absolute)
    } catch {
      throw isNamedInside(absolute) ? refusal(path, error) : .outside(path, folders: folders)
    }
    let place = try place(of: resolved, named: path)
    if let reason = refusal(of: resolved) { throw .sensitive(reason) }
    return place
  }

  /// The place of a resolved path beneath one of the roots.
  func place(of resolved: String, named path: String) throws(FileRefusal) -> Place {
    for folder in folders {
      guard let root = try? FileAccess.realPath(of: folder) else { continue }
      if let relative = PathText.relative(resolved, to: root) { return Place(root: root, relative: relative) }
    }
    throw .outside(path, folders: folders)
  }

  /// The absolute form of a path whose text is acceptable and whose name is not refused.
  func checked(_ path: String) throws(FileRefusal) -> String {
    guard !path.hasPrefix("~") else { throw .tilde(path) }
    guard !path.isEmpty, path.utf8.count <= Self.longestPath, !path.utf8.contains(0) else {
      throw .system(String(path.prefix(80)), reason: "the path is empty, too long or holds a NUL")
    }
    let absolute = PathText.absolute(path, from: base)
    if let reason = refusal(of: absolute) { throw .sensitive(reason) }
    return absolute
  }

  /// The open folder of a file that is to be written, and the file's name in it. No link may lie on the way.
  package func openParent(of path: String) throws(FileRefusal) -> (folder: Opened, name: String) {
    let absolute = try checked(path)
    let parent = PathText.folder(of: absolute)
    let folder: Opened
    do {
      folder = try openFolder(parent)
    } catch .missing {
      throw .noParent(path, folder: parent)
    }
    let isStraight = folders.contains { root in
      guard let relative = PathText.relative(parent, to: root) else { return false }
      return (try? place(of: folder.path, named: path))?.relative == relative
    }
    guard isStraight else { throw .throughLink(path) }
    return (folder, PathText.lastPart(of: absolute))
  }

  private func isNamedInside(_ absolute: String) -> Bool {
    folders.contains { folder in
      PathText.relative(absolute, to: folder) != nil
        || (try? FileAccess.realPath(of: folder)).map { PathText.relative(absolute, to: $0) != nil } ?? false
    }
  }

  private func refusal(_ path: String, _ fault: SystemFault) -> FileRefusal {
    fault.isMissing ? .missing(path) : .system(path, reason: "\(fault)")
  }
}
