#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A folder that only this user can enter, for sockets and pipes; its path is short enough for both.
package struct PrivateFolder: Sendable {
  package let path: String

  /// The longest path of a socket on every system (`sockaddr_un`, macOS has the least).
  static let longestSocketPath = 103
  /// What `ssh` appends to a socket's name while it makes it.
  private static let temporarySuffix = 17

  /// Makes the folder: in `XDG_RUNTIME_DIR` where that is short enough, else in `/tmp`.
  package init(environment: [String: String]) throws(SystemFault) {
    let name = "/deputy-XXXXXX"
    var parents = ["/tmp"]
    if let runtime = environment["XDG_RUNTIME_DIR"], runtime.hasPrefix("/"),
      runtime.utf8.count + name.utf8.count + 8 + Self.temporarySuffix <= Self.longestSocketPath
    {
      parents.insert(runtime, at: 0)
    }
    var fault = SystemFault(code: ENOENT)
    for parent in parents {
      var template = Array((parent + name).utf8CString)
      // mkdtemp(3) makes it with mode 0700.
      if mkdtemp(&template) != nil {
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return
      }
      fault = .last
    }
    throw fault
  }

  /// The whole path of an entry.
  package func path(of name: String) -> String { path + "/" + name }

  /// True where there is an entry of that name.
  package func has(_ name: String) -> Bool { access(path(of: name), F_OK) == 0 }

  /// Writes a program that only this user can read and start.
  package func writeProgram(_ name: String, _ text: String) throws(SystemFault) {
    let descriptor = openat(AT_FDCWD, path(of: name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o700)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw .last }
  }

  /// Makes a named pipe that holds `line` until somebody reads it or the result is let go; nothing reaches a disk.
  ///
  /// `line` must fit a pipe's buffer (4,096 bytes).
  package func makePipe(_ name: String, holding line: String) throws(SystemFault) -> OpenFile {
    let place = path(of: name)
    guard mkfifo(place, 0o600) == 0 else { throw .last }
    // Open for both directions, so that neither opening nor writing waits for a reader.
    let descriptor = openat(AT_FDCWD, place, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    let file = OpenFile(descriptor: descriptor)
    let bytes = Array((line + "\n").utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw .last }
    return file
  }

  /// Removes an entry where it is there.
  package func remove(_ name: String) { unlink(path(of: name)) }

  /// The names in the folder.
  package var names: [String] {
    (try? FileAccess.openFolder(path).names(limit: 10_000)) ?? []
  }

  /// Removes the folder and the files in it.
  package func removeAll() {
    for name in names { remove(name) }
    rmdir(path)
  }
}
