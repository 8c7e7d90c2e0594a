internal import CPlatform

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Opening files so that no link leads elsewhere, not even one that is swapped in while we look.
package enum FileAccess {
  /// The path with every link resolved.
  package static func realPath(of path: String) throws(SystemFault) -> String {
    guard let result = realpath(path, nil) else { throw .last }
    defer { free(result) }
    return String(cString: result)
  }

  /// True where something has this path, links followed.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Opens a folder by its path, links in the path followed: for folders that the user has named.
  package static func openFolder(_ path: String) throws(SystemFault) -> OpenFile {
    let descriptor = openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    return OpenFile(descriptor: descriptor)
  }

  /// Opens a file for reading by its path, links followed: for the user's own configuration files.
  package static func openFile(_ path: String) throws(SystemFault) -> OpenFile {
    let descriptor = openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    return OpenFile(descriptor: descriptor)
  }

  /// Opens what lies at the relative `path` beneath `folder`, for reading. A link anywhere in `path` is a fault.
  ///
  /// `openat2(2)` where the kernel has it (Linux 5.6), else component by component with `O_NOFOLLOW`. Never blocks on a
  /// FIFO. An empty path is the folder itself.
  package static func open(_ path: String, beneath folder: OpenFile) throws(SystemFault) -> OpenFile {
    let path = path.isEmpty ? "." : path
    let flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY
    let result = deputy_open_beneath(folder.descriptor, path, flags)
    if result >= 0 { return OpenFile(descriptor: result) }
    guard result == -ENOSYS || result == -EPERM else { throw SystemFault(code: -result) }
    return try walk(path, beneath: folder, flags: flags)
  }

  /// What lies at the relative `path` beneath `folder`, without opening it; a link is one itself. Nil where that cannot be
  /// told, also because the folder that holds it cannot be read or a link leads to it.
  ///
  /// For a look before `open(_:beneath:)`: to open a FIFO lets a waiting writer go on, and to close it again ends it.
  package static func kind(of path: String, beneath folder: OpenFile) -> FileFacts.Kind? {
    let parts = path.split(separator: "/")
    guard let name = parts.last, name != "..", !path.hasPrefix("/") else { return nil }
    let above = parts.dropLast().joined(separator: "/")
    guard let parent = above.isEmpty ? folder : try? open(above, beneath: folder) else { return nil }
    return (try? parent.facts(of: String(name)))?.kind
  }

  /// What `open` does, by components; a part `..` is a fault.
  static func walk(_ path: String, beneath folder: OpenFile, flags: Int32) throws(SystemFault) -> OpenFile {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard !parts.contains(".."), !path.hasPrefix("/") else { throw SystemFault(code: EXDEV) }
    guard let last = parts.last else { return try step(into: ".", of: folder, flags: flags) }
    var place = folder
    for part in parts.dropLast() {
      place = try step(into: String(part), of: place, flags: deputy_search_only | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    return try step(into: String(last), of: place, flags: flags)
  }

  private static func step(into name: String, of folder: OpenFile, flags: Int32) throws(SystemFault) -> OpenFile {
    let descriptor = openat(folder.descriptor, name, flags)
    guard descriptor >= 0 else { throw .last }
    return OpenFile(descriptor: descriptor)
  }
}

extension SystemFault {
  /// There is nothing of that name.
  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// A link stands where none may.
  package var isLink: Bool { code == ELOOP || code == EXDEV }
}
