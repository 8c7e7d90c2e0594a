/// The brackets that are open at a place in JSON text: a bit for each, so that no shallow value needs memory for them.
struct BracketStack {
  private(set) var count = 0
  /// The innermost brackets, the last one in the lowest bit: 1 for a brace.
  private var recent: UInt64 = 0
  /// The outer ones, 64 to a word.
  private var outer: [UInt64] = []

  var isEmpty: Bool { count == 0 }

  /// The innermost open bracket, `{` or `[`; nil where none is open.
  var last: UInt8? {
    guard count > 0 else { return nil }
    return recent & 1 == 1 ? UInt8(ascii: "{") : UInt8(ascii: "[")
  }

  mutating func append(_ bracket: UInt8) {
    if count > 0, count % 64 == 0 { outer.append(recent) }
    recent = recent << 1 | (bracket == UInt8(ascii: "{") ? 1 : 0)
    count += 1
  }

  mutating func removeLast() {
    count -= 1
    recent >>= 1
    if count > 0, count % 64 == 0, let word = outer.popLast() { recent = word }
  }

  /// What closes all of them, the innermost first.
  var closers: [UInt8] {
    var rest = self
    var closers: [UInt8] = []
    while let bracket = rest.last {
      closers.append(bracket + 2)
      rest.removeLast()
    }
    return closers
  }
}
