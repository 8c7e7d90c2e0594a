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

  /// What a result was, without its text, which may have megabytes and is not kept a second time.
  private struct Outcome {
    let number: Int
    let isError: Bool
    let exitCode: Int?
    let byteCount: Int
    let textHash: Int

    init(_ result: StoredResult) {
      (number, isError, exitCode) = (result.number, result.isError, result.exitCode)
      (byteCount, textHash) = (result.byteCount, result.text.hashValue)
    }

    func isSame(as other: Outcome) -> Bool {
      (isError, exitCode, byteCount, textHash) == (other.isError, other.exitCode, other.byteCount, other.textHash)
    }
  }

  private var earlier: [Key: Outcome] = [:]
  private var repeats: [Key: Int] = [:]
  /// The lines of each source that the model was shown, by number: only what still reads the same is nothing new.
  private var linesRead: [Key: [Int: Int]] = [:]
  /// Replies without news since the last one with some.
  private var inARow = 0
  /// The reply that is examined has been counted; the same call twice in it is one circle.
  private var isCounted = false
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// True once the model has to answer with what it has.
  var isExhausted: Bool { inARow >= limit || repeats.values.contains { $0 >= limit + 1 } }

  /// Call before the results of each reply.
  mutating func beginReply() { isCounted = false }

  mutating func examine(_ result: StoredResult) -> Finding {
    let key = Key(tool: result.tool, arguments: result.arguments)
    let outcome = Outcome(result)
    if let before = earlier[key], before.isSame(as: outcome) {
      if !isCounted { repeats[key, default: 0] += 1 }
      count()
      return .nothingNew(
        result.isError
          ? "the same call failed like result \(before.number). Ask for something else, or answer with what you know."
          : "[the same call gave the same result as result \(before.number), so it is not shown again. "
            + "Ask for something else, or answer with what you know]")
    }
    earlier[key] = outcome
    if let source = sourceReadBefore(result) {
      count()
      return .nothingNew(
        "[all of these lines of \(source) were shown before. Read other lines, search with a pattern, "
          + "or answer with what you know]")
    }
    inARow = 0
    return .news
  }

  private mutating func count() {
    if !isCounted { inARow += 1 }
    isCounted = true
  }

  /// Remembers the lines of a result that the model was shown whole, of a tool that only reads.
  mutating func noteShown(_ result: StoredResult) {
    guard let (key, _, first) = Self.reading(result) else { return }
    linesRead[key, default: [:]].merge(Self.lines(of: result, from: first)) { $1 }
  }

  /// Forgets results that the model no longer sees, so that it may ask for them again.
  mutating func forget(_ numbers: Set<Int>) {
    if numbers.isEmpty { return }
    earlier = earlier.filter { !numbers.contains($0.value.number) }
    linesRead = [:]
  }

  /// The name of what was read, where `result` holds only lines of it that the model was shown before.
  private func sourceReadBefore(_ result: StoredResult) -> String? {
    guard let (key, source, first) = Self.reading(result), let known = linesRead[key] else { return nil }
    // A result with more lines than were ever shown holds news, without a look at its megabytes.
    guard result.lines <= known.count else { return nil }
    return Self.lines(of: result, from: first).allSatisfy({ known[$0.key] == $0.value }) ? source : nil
  }

  /// The file or result that was read, and the number of its first line; nil for anything but plain reading.
  private static func reading(_ result: StoredResult) -> (Key, source: String, first: Int)? {
    guard !result.isError, result.lines > 0, result.arguments["pattern"] == nil else { return nil }
    guard let subject = ["file_path", "result"].first(where: { result.arguments[$0] != nil }),
      let source = result.arguments[subject]
    else { return nil }
    let first = max(result.arguments["start_line"]?.int ?? 1, 1)
    guard first < .max - result.lines else { return nil }
    return (
      Key(tool: result.tool, arguments: [subject: source]), source.string ?? "result \(source.jsonText)", first
    )
  }

  /// A hash of each line by its number.
  private static func lines(of result: StoredResult, from first: Int) -> [Int: Int] {
    var lines: [Int: Int] = [:]
    for (index, line) in result.text.utf8.split(separator: LineText.newline, omittingEmptySubsequences: false)
      .enumerated()
    {
      lines[first + index] = Substring(line).hashValue
    }
    return lines
  }
}
