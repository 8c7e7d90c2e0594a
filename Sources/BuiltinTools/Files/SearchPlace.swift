import Platform

/// The file or folder that is searched, open.
struct SearchPlace: Sendable {
  let opened: FileRoots.Opened
  /// A file of UTF-16 as UTF-8, because grep knows bytes alone; nil for every other file.
  let decoded: [UInt8]?
  /// What a caller should know of the place, whatever was found in it.
  let notes: [String]
  /// What a caller should know of the place where nothing was found in it.
  let notesOnNothing: [String]

  /// The most bytes of a UTF-16 file that are searched.
  static let mostWideBytes = 16 << 20

  var isFolder: Bool { opened.facts.kind == .folder }

  init(_ path: String, roots: FileRoots) throws(FileRefusal) {
    opened = try roots.open(path)
    if opened.facts.kind == .folder {
      (decoded, notes) = (nil, [])
      notesOnNothing = ["files with NUL bytes (binary or compressed) were not searched; name one as path to search it"]
      return
    }
    guard opened.facts.kind == .file else { throw .notAFile(path, kind: opened.facts.kind) }
    let beginning = (try? opened.file.read(at: 0, count: FileKind.sniffedBytes)) ?? []
    if let encoding = WideEncoding(mark: beginning),
      let bytes = try? opened.file.read(at: WideEncoding.markBytes, count: Self.mostWideBytes)
    {
      decoded = Array(encoding.decoded(bytes).utf8)
      notes = bytes.count < Self.mostWideBytes ? [] : ["the file is UTF-16; only its first 16 MiB were searched"]
    } else {
      (decoded, notes) = (nil, [])
    }
    let kind = FileKind(of: beginning)
    notesOnNothing = kind?.instead == nil ? [] : [kind?.description(of: path, bytes: opened.facts.bytes) ?? ""]
  }
}
