/// The folder `Tests`, found from this source file, so that fixtures are read where they lie.
package enum TestFiles {
  package static let folder: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(2).joined(separator: "/")
  }()
}
