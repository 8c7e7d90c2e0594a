import JSON
import ToolCalling

/// Notices a model that goes in circles: the same call with the same result, alternating ones, or lines read before.
///
/// It looks at results, not at calls alone: a call that is made again because something may have changed is right
/// whenever something has. It forgets with every new task.
struct LoopGuard: Sendable {
  /// What a result was worth.
  enum Finding: Sendable, Hashable {
    case news
    /// Nothing new; the sentence for the model takes the place of the output.
    case nothingNew(String)
  }

  private struct Key: Hashable {
    let tool: String
    let arguments: JSONObject
  }

  private var earlier: [Key: StoredResult] = [:]
  private var repeats: [Key: Int] = [:]
  private var linesRead: [Key: LineSet] = [:]
  /// Results without news since the last one with some.
  private var inARow = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// True once the model has to answer with what it has.
  var isExhausted: Bool { inARow >= limit || repeats.values.contains { $0 >= limit + 1 } }

  mutating func examine(_ result: StoredResult) -> Finding {
    let key = Key(tool: result.tool, arguments: result.arguments)
    if let before = earlier[key], before.hasSameOutcome(as: result) {
      inARow += 1
      repeats[key, default: 0] += 1
      return .nothingNew(
        result.isError
          ? "the same call failed like result \(before.number). Ask for something else, or answer with what you know."
          : "[the same call gave the same result as result \(before.number), so it is not shown again. "
            + "Ask for something else, or answer with what you know]")
    }
    earlier[key] = result
    if let source = sourceReadBefore(result) {
      inARow += 1
      return .nothingNew(
        "[all of these lines of \(source) were shown before. Read other lines, search with a pattern, "
          + "or answer with what you know]")
    }
    inARow = 0
    return .news
  }

  /// Remembers the lines of a result that the model was shown whole.
  mutating func noteShown(_ result: StoredResult) {
    guard let (key, range, _) = Self.reading(result) else { return }
    linesRead[key, default: LineSet()].insert(range)
  }

  /// Forgets results that the model no longer sees, so that it may ask for them again.
  mutating func forget(_ numbers: Set<Int>) {
    if numbers.isEmpty { return }
    earlier = earlier.filter { !numbers.contains($0.value.number) }
    linesRead = [:]
  }

  /// The name of what was read, where `result` holds only lines of it that the model was shown before.
  private func sourceReadBefore(_ result: StoredResult) -> String? {
    guard let (key, range, source) = Self.reading(result), linesRead[key]?.contains(range) == true else { return nil }
    return source
  }

  /// The file or result that was read, and which lines of it; nil for anything but plain reading.
  private static func reading(_ result: StoredResult) -> (Key, Range<Int>, source: String)? {
    guard !result.isError, result.lines > 0, result.arguments["pattern"] == nil else { return nil }
    guard let subject = ["file_path", "result"].first(where: { result.arguments[$0] != nil }),
      let source = result.arguments[subject]
    else { return nil }
    let first = max(result.arguments["start_line"]?.int ?? 1, 1)
    guard first < .max - result.lines else { return nil }
    let key = Key(tool: result.tool, arguments: [subject: source])
    return (key, first..<(first + result.lines), source.string ?? "result \(source.jsonText)")
  }
}

extension StoredResult {
  func hasSameOutcome(as other: StoredResult) -> Bool {
    isError == other.isError && exitCode == other.exitCode && text == other.text
  }
}

/// The lines of one source that were read, as ranges.
private struct LineSet {
  private var ranges: [Range<Int>] = []

  func contains(_ range: Range<Int>) -> Bool {
    ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
  }

  mutating func insert(_ range: Range<Int>) {
    var merged = range
    ranges.removeAll { old in
      guard old.lowerBound <= merged.upperBound, merged.lowerBound <= old.upperBound else { return false }
      merged = min(old.lowerBound, merged.lowerBound)..<max(old.upperBound, merged.upperBound)
      return true
    }
    ranges.append(merged)
  }
}
