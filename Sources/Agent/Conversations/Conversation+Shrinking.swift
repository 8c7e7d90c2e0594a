// The only places that change what was said before. Each change costs the model server's prompt cache from there on,
// so callers shrink in big steps.

extension Conversation {
  /// Leaves only the handle of the oldest result that is still shown, and returns its number.
  ///
  /// The results of the last reply stay but for a last resort. Returns nil where nothing is left to shrink.
  mutating func shrinkOldest(includingLast: Bool = false) -> Int? {
    guard let last = entries.lastIndex(where: \.isResults) else { return nil }
    for index in entries.indices where index != last || includingLast {
      guard case .results(var shown) = entries[index] else { continue }
      for place in shown.indices where !shown[place].isShrunk {
        guard let stored = results[shown[place].number] else { continue }
        let isKept = results.isKept(stored)
        let handle = ResultMessage.text(
          of: stored, shown: stored.isError && isKept ? stored.text : ResultView.handle(of: stored, isKept: isKept))
        shown[place].isShrunk = true
        guard handle.utf8.count < shown[place].text.utf8.count else { continue }
        shown[place].text = handle
        entries[index] = .results(shown)
        return stored.number
      }
      entries[index] = .results(shown)
    }
    return nil
  }

  /// The model has not replied to the last results yet.
  var hasUnseenResults: Bool {
    guard let results = entries.lastIndex(where: \.isResults) else { return false }
    return entries.lastIndex(where: \.isAssistant).map { $0 < results } ?? true
  }

  /// Shows the last results again within `limit` bytes each, and returns the numbers of those that became shorter.
  mutating func tightenLast(to limit: Int) -> Set<Int> {
    guard let last = entries.lastIndex(where: \.isResults), case .results(var shown) = entries[last] else { return [] }
    var tightened: Set<Int> = []
    for place in shown.indices {
      guard let stored = results[shown[place].number], shown[place].text.utf8.count > limit else { continue }
      let view = ResultView(of: results.whole(stored), limit: limit)
      let text = ResultMessage.text(of: stored, shown: view.text)
      guard text.utf8.count < shown[place].text.utf8.count else { continue }
      shown[place].text = text
      tightened.insert(stored.number)
    }
    entries[last] = .results(shown)
    return tightened
  }

  /// Leaves out the oldest step before the last one: a reply of the model and what followed from it.
  ///
  /// The first and the last task stay. One sentence says how many steps are left out. Returns the numbers of the
  /// results that went with it; nil where no step can go.
  mutating func dropOldestStep() -> Set<Int>? {
    guard let lastReply = entries.lastIndex(where: \.isAssistant),
      let start = entries.firstIndex(where: \.isAssistant), start < lastReply
    else { return nil }
    let lastTask = entries.lastIndex(where: \.isTask)
    var end = start + 1
    while end < lastReply, !entries[end].isAssistant, end != lastTask { end += 1 }
    let numbers = Set(entries[start..<end].flatMap(\.shownResults).map(\.number))
    entries.removeSubrange(start..<end)
    for index in entries.indices {
      guard case .leftOut(let steps) = entries[index] else { continue }
      entries[index] = .leftOut(steps: steps + 1)
      return numbers
    }
    entries.insert(.leftOut(steps: 1), at: start)
    return numbers
  }
}
