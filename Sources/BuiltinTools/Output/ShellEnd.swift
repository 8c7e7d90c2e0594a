/// The search for the end of a shell's command: `;`, `|` or `&` before a space, `&&`, or a parenthesis.
///
/// What stands in quotes ends nothing: `curl -H 'Accept: a; b' -u x:y` is one command. The quotes may have backslashes, as
/// a command in JSON has them.
struct ShellEnd {
  let source: UnsafeBufferPointer<UInt8>

  /// True where the command that begins with `range` ends in it, or where the end of `range` belongs to an inner command.
  func isIn(_ range: Range<Int>) -> Bool {
    var depth = 0
    var quote: UInt8?
    var isEscaped = false
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = source[place]
      let hasBackslash = byte == UInt8(ascii: "\\") && place + 1 < range.upperBound
      let mark = hasBackslash ? source[place + 1] : byte
      if let open = quote {
        if mark == open, hasBackslash == isEscaped { quote = nil }
      } else if mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'") {
        (quote, isEscaped) = (mark, hasBackslash)
      } else if !hasBackslash {
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        if depth < 0 || (depth == 0 && isEnd(at: place, before: range.upperBound)) { return true }
      }
      // Nothing takes a backslash back in single quotes: it may stand before the one that closes them.
      place += hasBackslash && (quote != UInt8(ascii: "'") || isEscaped) ? 2 : 1
    }
    return depth > 0 && quote == nil
  }

  private func isEnd(at place: Int, before end: Int) -> Bool {
    guard ";|&".utf8.contains(source[place]), place + 1 < end else { return false }
    return source[place + 1] == UInt8(ascii: " ")
      || (source[place] == UInt8(ascii: "&") && source[place + 1] == UInt8(ascii: "&"))
  }
}
