/// One replacement in the bytes of a file, with the line ends that the file has.
///
/// read_file shows CRLF as LF, so texts without a CR match both, and what is put in ends its lines as the place does
/// that it replaces. A caller that writes a CR means the bytes as they are.
struct TextEdit {
  private let bytes: [UInt8]
  private let new: [UInt8]
  /// Where the old text stands, in order; at most 200 places.
  let places: [Range<Int>]
  /// True where the line ends of the new text were made CRLF.
  let keepsCRLF: Bool

  /// `old` must not be empty.
  init(of old: [UInt8], to new: [UInt8], in bytes: [UInt8]) {
    let meansBytes = old.contains(0x0D) || new.contains(0x0D)
    let wide = meansBytes ? old : LineEnds.withCRLF(old)
    var places = Self.places(of: old, in: bytes)
    // Where the old text holds a line end, the one that matches tells the kind; elsewhere most lines of the file do.
    var isWide = !meansBytes && wide == old && LineEnds.areCRLF(bytes)
    if wide != old {
      let more = Self.places(of: wide, in: bytes)
      isWide = !more.isEmpty
      // A text that begins with LF also stands inside of its own CRLF form, which is one place.
      let ends = Set(more.map(\.upperBound))
      places = (places.filter { !ends.contains($0.upperBound) } + more).sorted { $0.lowerBound < $1.lowerBound }
    }
    self.bytes = bytes
    self.places = places
    self.new = isWide ? LineEnds.withCRLF(new) : new
    keepsCRLF = isWide && (self.new != new || wide != old)
  }

  private static func places(of text: [UInt8], in bytes: [UInt8]) -> [Range<Int>] {
    ByteSearch.places(of: text, in: bytes, limit: 100).map { $0..<$0 + text.count }
  }

  /// The bytes with the new text at `place`, one of `places`.
  func result(at place: Range<Int>) -> [UInt8] {
    Array(bytes[..<place.lowerBound]) + new + Array(bytes[place.upperBound...])
  }
}
