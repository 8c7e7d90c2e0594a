#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What the system says of an open file.
package struct FileFacts: Sendable, Hashable {
  /// What it is; everything that is neither file nor folder nor link is only described.
  package enum Kind: Sendable, Hashable { case file, folder, link, pipe, socket, device }

  package var kind: Kind
  package var bytes: Int
  /// Seconds since 1970, as a double because orders by time need the fraction.
  package var modified: Double
  package var owner: Int
  package var group: Int
  package var links: Int
  /// The permission bits.
  package var mode: Int

  package init(kind: Kind, bytes: Int, modified: Double, owner: Int, group: Int, links: Int, mode: Int) {
    self.kind = kind
    self.bytes = bytes
    self.modified = modified
    self.owner = owner
    self.group = group
    self.links = links
    self.mode = mode
  }

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      default: .device
      }
    bytes = Int(status.st_size)
    #if canImport(Darwin)
      modified = Double(status.st_mtimespec.tv_sec) + Double(status.st_mtimespec.tv_nsec) / 1e9
    #else
      modified = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    #endif
    owner = Int(status.st_uid)
    group = Int(status.st_gid)
    links = Int(status.st_nlink)
    mode = Int(status.st_mode & 0o7777)
  }
}
