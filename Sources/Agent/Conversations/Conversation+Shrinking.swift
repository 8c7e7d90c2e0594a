// The only places that change what was said before. Each change costs the model server's prompt cache from there on,
// so callers shrink in big steps.

extension Conversation {
  /// Leaves only the handle of the oldest result that is still shown, and returns its number.
  ///
  /// The results of the last reply stay. Returns nil where nothing is left to shrink.
  mutating func shrinkOldest() -> Int? {
    guard let last = entries.lastIndex(where: \.isResults) else { return nil }
    for index in entries.indices where index != last {
      guard case .results(var shown) = entries[index] else { continue }
      for place in shown.indices where !shown[place].isShrunk {
        guard let stored = results[shown[place].number] else { continue }
        let handle = ResultMessage.text(of: stored, shown: stored.isError ? stored.text : ResultView.handle(of: stored))
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

  /// Shows the last results again within `limit` bytes each.
  mutating func tightenLast(to limit: Int) {
    guard let last = entries.lastIndex(where: \.isResults), case .results(var shown) = entries[last] else { return }
    for place in shown.indices {
      guard let stored = results[shown[place].number], shown[place].text.utf8.count > limit else { continue }
      let text = ResultMessage.text(of: stored, shown: ResultView(of: stored, limit: limit).text)
      if text.utf8.count < shown[place].text.utf8.count { shown[place].text = text }
    }
    entries[last] = .results(shown)
  }

  /// Leaves out the oldest step before the last one: a reply of the model and what followed from it.
  ///
  /// The first and the last task stay. One sentence says how many steps are left out. False where none can go.
  mutating func dropOldestStep() -> Bool {
    guard let lastReply = entries.lastIndex(where: \.isAssistant),
      let start = entries.firstIndex(where: \.isAssistant), start < lastReply
    else { return false }
    let lastTask = entries.lastIndex(where: \.isTask)
    var end = start + 1
    while end < lastReply, !entries[end].isAssistant, end != lastTask { end += 1 }
    entries.removeSubrange(start..<end)
    for index in entries.indices {
      guard case .leftOut(let steps) = entries[index] else { continue }
      entries[index] = .leftOut(steps: steps + 1)
      return true
    }
    entries.insert(.leftOut(steps: 1), at: start)
    return true
  }
}
