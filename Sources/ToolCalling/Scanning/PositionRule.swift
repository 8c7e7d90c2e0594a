/// Tells a request from a quotation by where it stands.
///
/// An answer that quotes a call surrounds it with prose; a request does not. The group of calls that ends the message
/// is executed, else the one that opens it; one with prose on both sides is not, unless it is native markup on lines
/// of its own with hardly any text after it.
struct PositionRule {
  /// Which items are executed, and where the text before them ends.
  struct Selection {
    var items: [RegionScanner.Item]
    var preambleEnd: Int
  }

  /// Text of at most this many bytes may follow native markup that prose precedes.
  static let shortRest = 80

  let scanner: RegionScanner
  /// Bytes of visible text after the last item.
  let rest: Int

  init(_ scanner: RegionScanner) {
    self.scanner = scanner
    rest = scanner.items.last.map { scanner.visible(from: $0.end, to: scanner.limit) } ?? 0
  }

  /// The items to execute; nil where the message is an answer.
  func selection() -> Selection? {
    let groups = self.groups()
    guard let last = groups.last else { return nil }
    var chosen: [Range<Int>] = []
    if rest == 0, !isQuoted(last) { chosen = [last] }
    if chosen.isEmpty, let first = groups.first, scanner.items[first.lowerBound].gap == 0, !isDisowned(first) {
      chosen = [first]
    }
    let native = groups.filter { group in !chosen.contains(group) && isNativeRequest(group) }
    chosen = (native + chosen).sorted { $0.lowerBound < $1.lowerBound }
    guard let start = chosen.first?.lowerBound else { return nil }
    return Selection(items: chosen.flatMap { scanner.items[$0] }, preambleEnd: scanner.items[start].start)
  }

  /// Items with only white space between them.
  private func groups() -> [Range<Int>] {
    var groups: [Range<Int>] = []
    for (index, item) in scanner.items.enumerated() {
      if case .answer = item.finding { continue }
      if let last = groups.last, last.upperBound == index, item.gap == 0 {
        groups[groups.count - 1] = last.lowerBound..<index + 1
      } else {
        groups.append(index..<index + 1)
      }
    }
    return groups
  }

  private func textAfter(_ group: Range<Int>) -> Int {
    group.upperBound < scanner.items.count ? scanner.items[group.upperBound].gap : rest
  }

  private func isNativeRequest(_ group: Range<Int>) -> Bool {
    let items = scanner.items[group]
    return items.allSatisfy { $0.isNative && $0.isOnOwnLine } && textAfter(group) <= Self.shortRest && !isQuoted(group)
  }

  /// Whether the words before a group say that it is shown and not meant.
  private func isQuoted(_ group: Range<Int>) -> Bool {
    let first = scanner.items[group.lowerBound]
    let from = group.lowerBound > 0 ? scanner.items[group.lowerBound - 1].end : scanner.textStart
    guard first.gap > 0 else { return false }
    let start = max(from, first.start - 400)
    let text = scanner.text(from: start, to: first.start)
    return QuotationWords.introduce(text, isOnOwnLine: first.isOnOwnLine)
  }

  /// Whether the words after a group that opens the message say that it is only shown.
  private func isDisowned(_ group: Range<Int>) -> Bool {
    guard textAfter(group) > 0, !scanner.items[group].contains(where: \.isNative) else { return false }
    let end = scanner.items[group.upperBound - 1].end
    let stop = min(end + 300, scanner.limit)
    return QuotationWords.disown(scanner.text(from: end, to: stop))
  }
}
