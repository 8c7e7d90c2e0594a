/// Goes over one JSON value strictly and without building it: where it ends, or how it fails.
///
/// One pass, no recursion, so any depth is safe. On the way it notes which keys of a call the outermost object has
/// (of a list: its objects), so that a record or a report is never built at all.
struct JSONSkim {
  /// How the value ended.
  enum Ending: Equatable {
    /// The value is whole; the offset is that of the first byte after it.
    case complete(Int)
    /// The text ends, and only closing brackets are missing.
    case closersMissing
    /// The text ends inside a string, a key, a number or a word, or where a value should begin.
    case cut
    /// At this offset stands what JSON does not allow.
    case fault(Int)
  }

  private(set) var ending = Ending.cut
  private(set) var keys: CallKeys = []
  /// True where one name key stands twice with different values.
  private(set) var hasTwoNames = false
  /// True where a number has an exponent or hundreds of digits, so that it may be beyond the range of a double.
  private(set) var hasHugeNumber = false
  /// The brackets still open where the text ended.
  private(set) var open = BracketStack()

  private let bytes: Bytes
  private var index: Int
  private var keyDepth = 1
  /// The name keys so far and where their values begin; hardly ever more than one.
  private var firstName: (key: UInt64, value: Range<Int>)?
  private var otherNames: [(key: UInt64, value: Range<Int>)] = []
  private var deepest = 0

  /// Skims the object or list whose bracket is at `start`.
  init(_ bytes: Bytes, at start: Int) {
    self.bytes = bytes
    index = start
    if bytes[start] == UInt8(ascii: "[") { keyDepth = 2 }
    ending = run()
  }

  /// True where the nesting went beyond what the parser builds.
  var isTooDeep: Bool { deepest > 512 }

  private mutating func run() -> Ending {
    while true {
      // A value begins here.
      switch value() {
      case .some(let ending): return ending
      case nil: break
      }
      // A value has ended: go up as far as brackets close, then on to the next value.
      if let ending = afterValue() { return ending }
    }
  }

  /// Reads up to the end of a scalar or of an empty bracket; nil where the value is done.
  private mutating func value() -> Ending? {
    while true {
      index = bytes.skipSpace(index)
      // After a colon or a comma something is missing.
      guard index < bytes.count else { return .cut }
      let byte = bytes.base[index]
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        push(byte)
        index = bytes.skipSpace(index + 1)
        guard index < bytes.count else { return .closersMissing }
        if bytes.base[index] == byte + 2 {
          open.removeLast()
          index += 1
          return nil
        }
        if byte == UInt8(ascii: "{"), let ending = key() { return ending }
      case UInt8(ascii: "\""): return string() ? nil : .cut
      case UInt8(ascii: "t"): return word("true")
      case UInt8(ascii: "f"): return word("false")
      case UInt8(ascii: "n"): return word("null")
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
      default: return .fault(index)
      }
    }
  }

  private mutating func push(_ byte: UInt8) {
    open.append(byte)
    deepest = max(deepest, open.count)
  }

  /// Closes brackets and passes one comma; nil where the next value begins, an ending where all is over.
  private mutating func afterValue() -> Ending? {
    while let bracket = open.last {
      index = bytes.skipSpace(index)
      guard index < bytes.count else { return .closersMissing }
      let byte = bytes.base[index]
      if byte == bracket + 2 {
        open.removeLast()
        index += 1
      } else if byte == UInt8(ascii: ",") {
        index += 1
        guard bracket == UInt8(ascii: "{") else { return nil }
        index = bytes.skipSpace(index)
        guard index < bytes.count else { return .cut }
        return key()
      } else {
        return .fault(index)
      }
    }
    return .complete(index)
  }

  /// Reads `"key":`; nil where it is whole.
  private mutating func key() -> Ending? {
    guard bytes.base[index] == UInt8(ascii: "\"") else { return .fault(index) }
    let start = index + 1
    guard string() else { return .cut }
    let end = index - 1
    index = bytes.skipSpace(index)
    guard index < bytes.count else { return .cut }
    guard bytes.base[index] == UInt8(ascii: ":") else { return .fault(index) }
    index += 1
    if open.count == keyDepth { note(start..<end) }
    return nil
  }

  private mutating func note(_ key: Range<Int>) {
    guard key.count <= 24 else { return }
    let hash = FoldedHash.of(bytes, key)
    guard let found = CallKeys.table[hash] else { return }
    if found.contains(.name), keyDepth == 1 {
      let start = bytes.skipSpace(index)
      let value = start..<min(start + 80, bytes.count)
      note(name: hash, value)
    }
    keys.formUnion(found)
  }

  private mutating func note(name: UInt64, _ value: Range<Int>) {
    guard let first = firstName else {
      firstName = (name, value)
      return
    }
    if let known = first.key == name ? first : otherNames.first(where: { $0.key == name }) {
      if !sameString(known.value, value) { hasTwoNames = true }
    } else {
      otherNames.append((name, value))
    }
  }

  /// Whether two strings, given by where they begin, are the same up to their closing quotes.
  private func sameString(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    for offset in 0..<80 {
      let byte = bytes[first.lowerBound + offset]
      guard byte == bytes[second.lowerBound + offset] else { return false }
      if offset > 0, byte == UInt8(ascii: "\"") { return true }
    }
    return true
  }

  /// Passes the string whose quote is at `index`; false where the text ends in it. Sets a fault-free position.
  private mutating func string() -> Bool {
    var at = index + 1
    while at < bytes.count {
      let byte = bytes.base[at]
      if byte == UInt8(ascii: "\"") {
        index = at + 1
        return true
      }
      at += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    index = bytes.count
    return false
  }

  private mutating func word(_ word: StaticString) -> Ending? {
    let length = word.utf8CodeUnitCount
    for offset in 0..<length {
      guard index + offset < bytes.count else { return .cut }
      guard bytes.base[index + offset] == word.utf8Start[offset] else { return .fault(index) }
    }
    index += length
    return bytes[index].isWord ? .fault(index) : nil
  }

  private mutating func number() -> Ending? {
    let start = index
    while index < bytes.count {
      switch bytes.base[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
        index += 1
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        hasHugeNumber = true
        index += 1
      default:
        hasHugeNumber = hasHugeNumber || index - start > 300
        return bytes.base[index].isWord ? .fault(start) : nil
      }
    }
    return .cut
  }
}
