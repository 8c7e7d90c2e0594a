import JSON

/// What a text must hold if the arguments of a call were copied from it: the same letters in a row, and the same
/// numbers in whatever notation.
///
/// All questions are asked about a text whose `ASCIIEscapes` are decoded. Each takes linear time; a yes may be wrong.
struct CopyEvidence {
  /// The longest run in their texts; nil where there is nothing to look for.
  private let run: WordSearch?
  private let numbers: Set<JSONNumber>
  /// `true` and `false`, as far as the arguments have them.
  private let words: Set<String>
  /// True where a text has nothing to look for but characters outside ASCII.
  private let hasForeignText: Bool

  init(_ arguments: JSONObject) {
    var longest: ArraySlice<UInt8> = []
    var numbers: Set<JSONNumber> = []
    var words: Set<String> = []
    var isForeign = false
    var stack = arguments.members.map(\.value)
    while let value = stack.popLast() {
      switch value {
      // The text may stand there as `True`.
      case .string(let text) where text == "true" || text == "false": words.insert(text)
      case .string(let text):
        let bytes = Array(text.utf8)
        let run = Self.longestRun(of: bytes)
        if run.count > longest.count { longest = run }
        if run.isEmpty, bytes.contains(where: { $0 >= 0x80 }) { isForeign = true }
      case .number(let number): numbers.insert(number)
      case .bool(let flag): words.insert(flag ? "true" : "false")
      case .array(let elements): stack += elements
      case .object(let object): stack += object.members.map(\.value)
      case .null: break
      }
    }
    run = longest.isEmpty ? nil : WordSearch(Array(longest))
    self.numbers = numbers
    self.words = words
    hasForeignText = isForeign
  }

  /// Whether the longest text may stand in `bytes`; true where there is nothing to look for.
  func mayOccur(in bytes: Bytes) -> Bool { run?.mayOccur(in: bytes) ?? true }

  /// Whether the rest of the arguments may stand there too: asked only about a text that cannot be read to its end.
  func mayAllOccur(in bytes: Bytes) -> Bool {
    (!hasForeignText || Self.mayHoldForeignText(bytes)) && hasScalars(bytes)
  }

  /// The longest run without what formats escape, so that raw and escaped texts are found alike: quotes, slashes, the
  /// signs of XML, and those of a list, which may stand there in another notation.
  private static func longestRun(of text: [UInt8]) -> ArraySlice<UInt8> {
    var longest: ArraySlice<UInt8> = []
    var start = 0
    for end in 0...text.count where end == text.count || isBorder(text[end]) {
      var run = text[start..<end]
      // After a backslash stands the name of an escape; of `u` with digits, decoding may have made something else.
      if start > 0, text[start - 1] == UInt8(ascii: "\\") {
        let isUnicode = run.first == UInt8(ascii: "u")
        run = isUnicode ? run.drop { $0 == UInt8(ascii: "u") || ASCIIEscapes.digit($0) != nil } : run.dropFirst()
      }
      // The letter and an accent after it may stand there as one character, which compares as the same.
      if end < text.count, text[end] >= 0x80 { run = run.dropLast() }
      if run.count > longest.count { longest = run }
      start = end + 1
    }
    return longest
  }

  private static func isBorder(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "/"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","):
      true
    default: byte < 0x20 || byte >= 0x7F
    }
  }

  /// Whether a character outside ASCII stands in `bytes`, or an escape that is one.
  private static func mayHoldForeignText(_ bytes: Bytes) -> Bool {
    for index in 0..<bytes.count {
      if bytes.base[index] >= 0x80 { return true }
      guard bytes.base[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else { continue }
      let isASCII = bytes.has("00", at: index + 2) && (ASCIIEscapes.digit(bytes[index + 4]) ?? 8) < 8
      if !isASCII { return true }
    }
    return false
  }

  /// Whether every number and word of the arguments stands in `bytes`.
  private func hasScalars(_ bytes: Bytes) -> Bool {
    var (numbers, words) = (numbers, words)
    var index = 0
    while index < bytes.count, !numbers.isEmpty || !words.isEmpty {
      let start = index
      while bytes[index].isPartOfScalar { index += 1 }
      guard index > start else {
        index = Self.afterOther(index, bytes)
        continue
      }
      if bytes.base[start].isLetter {
        if !words.isEmpty, index - start <= 5 { words.remove(bytes.string(start..<index).lowercased()) }
      } else if !numbers.isEmpty, let number = LenientNumber.read(bytes.string(start..<index)) {
        numbers.remove(number)
      }
    }
    return numbers.isEmpty && words.isEmpty
  }

  /// The offset after the byte at `place`; after the whole escape where one begins there, for `\n5` is the number 5.
  private static func afterOther(_ place: Int, _ bytes: Bytes) -> Int {
    guard bytes[place] == UInt8(ascii: "\\") else { return place + 1 }
    var index = place
    while bytes[index] == UInt8(ascii: "\\") { index += 1 }
    guard bytes[index] == UInt8(ascii: "u") else { return bytes[index].isLetter ? index + 1 : index }
    return min(index + 5, bytes.count)
  }
}

extension UInt8 {
  /// A byte of a number in whatever notation, or of a word.
  fileprivate var isPartOfScalar: Bool {
    isWord || self == UInt8(ascii: ".") || self == UInt8(ascii: "+") || self == UInt8(ascii: "-")
  }
}
