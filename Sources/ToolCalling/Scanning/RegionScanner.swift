/// Cuts a reply into prose, calls, and what belongs to neither, in one pass from left to right.
///
/// What was read once is not read again: a value that fails takes with it everything up to where it failed, so that
/// nothing inside a broken value is ever promoted to a call, and hostile text costs no more than any other.
struct RegionScanner {
  /// A region that is no prose, with what stands between it and the one before.
  struct Item {
    var start: Int
    var end: Int
    var finding: FoundRegion.Finding
    var isNative: Bool
    /// Bytes of visible text since the item before, white space at the ends not counted.
    var gap: Int
    /// True where only white space stands before it on its line.
    var isOnOwnLine: Bool
  }

  let context: ScanContext
  var index: Int
  /// Where the message ends: at a stop token or an invented turn, else at the end of the text.
  var limit: Int
  /// Where the visible text begins: after reasoning that the template opened.
  var textStart: Int
  private(set) var items: [Item] = []
  private(set) var hidden: [Range<Int>] = []
  /// The offset after a label such as `Tool result:`; what follows it directly is quoted.
  var labelEnd = -1
  /// True on a line that is indented as code is.
  var isIndented = false
  /// Per length of a run of backticks: up to where no closing run stands.
  var openRuns = [Int](repeating: 0, count: 8)
  /// The last search for the end of reasoning: from where, and what it found.
  var knownReasoningEnd: (from: Int, found: Range<Int>?)?
  /// What searches for the ends of harmony headers have shown.
  var knownHeaders = HarmonyHeader.Known()
  /// Names of tags that were seen without one that closes them.
  var unclosed: Set<UInt64> = []
  private var lastEnd: Int
  /// Up to where nothing visible stands after `textStart`, as far as that was looked for.
  private var blankEnd: Int

  var bytes: Bytes { context.bytes }

  init(_ context: ScanContext, from start: Int) {
    self.context = context
    index = start
    limit = context.bytes.count
    textStart = start
    lastEnd = start
    blankEnd = start
  }

  mutating func run() {
    var isLineStart = true
    while index < limit {
      // Text that makes readings fail again and again is hostile: nothing more is looked for.
      guard !context.wasted.isHostile else {
        index = limit
        return
      }
      if isLineStart {
        isLineStart = false
        if readLine() {
          isLineStart = index == 0 || bytes[index - 1] == 0x0A
          continue
        }
      }
      index = nextInteresting(from: index)
      guard index < limit else { return }
      switch bytes.base[index] {
      case 0x0A:
        index += 1
        isLineStart = true
      case UInt8(ascii: "<"): readAngle()
      case UInt8(ascii: "{"): readObject()
      case UInt8(ascii: "["): readBracket()
      case UInt8(ascii: "`"): readBackticks()
      default: readOther()
      }
      if index > 0, index < limit, bytes[index - 1] == 0x0A { isLineStart = true }
    }
  }

  /// The offset of the next byte at which something other than prose may begin: one of `\n < { [ ` ] >`.
  private func nextInteresting(from start: Int) -> Int {
    let base = bytes.base
    let end = limit
    var place = start
    while place < end {
      switch base[place] {
      case 0x0A, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "`"):
        return place
      default: place += 1
      }
    }
    return end
  }

  /// MiniMax M3 puts a token before each of its tags, Functionary 3.2 three marks before a name, also in a line.
  private mutating func readOther() {
    if bytes.has("]<]minimax[>[", at: index) {
      hide(index..<index + 13)
    } else if bytes.has(">>>", at: index), bytes[index + 3].isLetter, readLineRule(index, UInt8(ascii: ">")) {
      return
    } else {
      index += 1
    }
  }

  // MARK: what the scan has found

  var hasCalls: Bool {
    items.contains {
      if case .calls = $0.finding { true } else { false }
    }
  }

  /// True where an item or visible text stands before `place`.
  mutating func hasText(before place: Int) -> Bool {
    guard items.isEmpty else { return true }
    var next = firstHidden(endingAfter: blankEnd)
    while blankEnd < place {
      if next < hidden.count, hidden[next].lowerBound <= blankEnd {
        blankEnd = max(blankEnd, hidden[next].upperBound)
        next += 1
      } else if bytes.base[blankEnd].isSpace {
        blankEnd += 1
      } else {
        return true
      }
    }
    return false
  }

  mutating func hide(_ range: Range<Int>) {
    if !range.isEmpty { hidden.append(range) }
    index = max(index, range.upperBound)
  }

  /// Takes a region that begins at `start`; what directly follows a label of a result is left as text.
  mutating func take(_ found: FoundRegion, at start: Int) {
    index = max(found.end, start + 1)
    if case .hidden = found.finding {
      hidden.append(start..<index)
      return
    }
    if labelEnd >= 0, bytes.skipSpace(labelEnd) >= start { return }
    append(found.finding, start, index, isNative: found.isNative)
  }

  mutating func append(_ finding: FoundRegion.Finding, _ start: Int, _ end: Int, isNative: Bool) {
    var before = start
    while before > textStart, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
    let isOnOwnLine = before == textStart || bytes[before - 1] == 0x0A || before == lastEnd
    items.append(
      Item(
        start: start, end: end, finding: finding, isNative: isNative, gap: gap(to: start),
        isOnOwnLine: isOnOwnLine))
    lastEnd = end
  }

  /// The visible text since the last item; a comma, a semicolon or the mark of a list between two items is none.
  private func gap(to start: Int) -> Int {
    let count = visible(from: lastEnd, to: start)
    guard (1...4).contains(count), !items.isEmpty else { return count }
    let place = bytes.skipSpace(lastEnd)
    if count == 1, bytes[place] == UInt8(ascii: ";") || bytes[place] == UInt8(ascii: ",") { return 0 }
    return isListMark(place, count, before: start) ? 0 : count
  }

  /// Whether the `count` bytes at `place` are `-`, `*`, `+`, `•`, or a number with a full stop or bracket, on a new line.
  private func isListMark(_ place: Int, _ count: Int, before start: Int) -> Bool {
    let end = place + count
    let line = bytes.prefix(place).find(0x0A, from: lastEnd)
    guard line != nil, end < start, bytes.skipBlanks(end) == start else { return false }
    if bytes.has("•", at: place) { return count == 3 }
    switch bytes[end - 1] {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): return count == 1
    case UInt8(ascii: "."), UInt8(ascii: ")"): return count > 1 && (place..<end - 1).allSatisfy { bytes[$0].isDigit }
    default: return false
    }
  }

  /// Forgets everything before `place`: it was reasoning.
  mutating func restart(at place: Int) {
    items.removeAll(keepingCapacity: true)
    hidden.removeAll(keepingCapacity: true)
    index = place
    textStart = place
    lastEnd = place
    blankEnd = place
    labelEnd = -1
  }

  /// The index of the first hidden range that ends after `place`; they stand in the order of the text.
  private func firstHidden(endingAfter place: Int) -> Int {
    var (low, high) = (0, hidden.count)
    while low < high {
      let middle = (low + high) / 2
      if hidden[middle].upperBound > place { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Bytes of visible text between two places, without white space at its ends.
  func visible(from start: Int, to end: Int) -> Int {
    var first: Int?
    var last = start
    var place = start
    var next = firstHidden(endingAfter: start)
    while place < end {
      if next < hidden.count, hidden[next].lowerBound <= place {
        place = max(place, hidden[next].upperBound)
        next += 1
        continue
      }
      if !bytes.base[place].isSpace {
        first = first ?? place
        last = place + 1
      }
      place += 1
    }
    return first.map { last - $0 } ?? 0
  }

  /// The visible text between two places.
  func text(from start: Int, to end: Int) -> String {
    var parts: [UInt8] = []
    var place = start
    for range in hidden[firstHidden(endingAfter: start)...] {
      guard range.lowerBound < end else { break }
      if range.lowerBound > place { parts.append(contentsOf: bytes.buffer(place..<range.lowerBound)) }
      place = max(place, range.upperBound)
    }
    if place < end { parts.append(contentsOf: bytes.buffer(place..<end)) }
    return String(decoding: parts, as: UTF8.self).trimmedASCII
  }
}
