#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Where programs are looked for: the system's folders, whatever `PATH` says.
package struct ExecutableSearch: Sendable {
  package let folders: [String]

  package init(
    folders: [String] = [
      "/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin", "/opt/homebrew/bin",
    ]
  ) {
    self.folders = folders
  }

  /// The path of the program; nil where no folder has an executable file of that name.
  package func path(of name: String) -> String? {
    folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// The value of `PATH` for children.
  package var variable: String { folders.joined(separator: ":") }
}
