/// The five entities that XML predefines, as the quoted values of attributes hold them.
///
/// Source: XML 1.0, section 4.6. References to characters by number (`&#39;`) are left as they are.
enum XMLEntities {
  private static let all: [(written: StaticString, byte: UInt8)] = [
    ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
    ("&quot;", UInt8(ascii: "\"")), ("&apos;", UInt8(ascii: "'")),
  ]

  /// The text in `range` with its entities decoded once, from left to right; an `&` that begins none of them stays.
  static func decoded(_ range: Range<Int>, in bytes: Bytes) -> String {
    let inner = bytes.prefix(range.upperBound)
    guard var next = inner.find(UInt8(ascii: "&"), from: range.lowerBound) else { return bytes.string(range) }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var place = range.lowerBound
    while true {
      text.append(contentsOf: bytes.buffer(place..<next))
      let entity = all.first { inner.has($0.written, at: next) }
      text.append(entity?.byte ?? UInt8(ascii: "&"))
      place = next + (entity?.written.utf8CodeUnitCount ?? 1)
      guard let following = inner.find(UInt8(ascii: "&"), from: place) else { break }
      next = following
    }
    text.append(contentsOf: bytes.buffer(place..<range.upperBound))
    return String(decoding: text, as: UTF8.self)
  }
}
