extension DigestReport {
  /// The digest as text of at most about `limit` characters: the span, the severities, the messages, the rare lines.
  ///
  /// What does not fit is counted in a sentence. Deterministic.
  package func text(limit: Int = 6_000) -> String {
    var parts = [summary]
    if !severities.isEmpty {
      parts.append(
        "Severity: " + severities.map { "\(Count.grouped($0.count)) \($0.severity.name)" }.joined(separator: ", "))
    }
    let rare = messages.filter { $0.count <= Self.rareCount }
    let frequent = messages.filter { $0.count > Self.rareCount }
    parts += Self.section(
      "Messages, the most frequent first (<*> stands for what varies):", frequent.map(Self.line), limit: limit * 2 / 3,
      rest: "messages that are less frequent")
    let worstFirst = rare.sorted { (Self.rank($0), $0.firstLine) < (Self.rank($1), $1.firstLine) }
    parts += Self.section(
      "Rare lines (messages that occur at most \(Self.rareCount) times), the most severe first:",
      worstFirst.map {
        "  line \(Count.grouped($0.firstLine)): \(LineText.visible($0.example, limit: LogDigest.keptBytes))"
      }, limit: limit / 3, rest: "rare messages")
    if furtherLines > 0 {
      parts.append("Lines of further kinds, counted only together: \(Count.grouped(furtherLines)).")
    }
    if cutLines > 0 {
      parts.append("Lines longer than 1 MiB, judged by their first MiB: \(Count.grouped(cutLines)).")
    }
    return parts.joined(separator: "\n")
  }

  /// A message that occurs this often or less is shown as its line.
  private static let rareCount = 3

  private var summary: String {
    var text = "\(Count.grouped(lines)) lines, \(Count.grouped(bytes)) bytes"
    if emptyLines > 0 { text += ", \(Count.grouped(emptyLines)) of the lines empty" }
    if let firstTime { text += ", from \(firstTime) to \(lastTime ?? firstTime)" }
    return text
  }

  private static func rank(_ message: Message) -> Int { message.severity?.rawValue ?? Severity.allCases.count }

  private static func line(_ message: Message) -> String {
    var place = "lines \(Count.grouped(message.firstLine))–\(Count.grouped(message.lastLine))"
    if let first = message.firstTime { place += ", \(first) – \(message.lastTime ?? first)" }
    return "  \(Count.grouped(message.count))× \(LineText.visible(message.text, limit: 200)) (\(place))"
  }

  private static func section(_ title: String, _ lines: [String], limit: Int, rest: String) -> [String] {
    guard !lines.isEmpty else { return [] }
    var shown = [title]
    var length = title.count
    for (index, line) in lines.enumerated() {
      length += line.count + 1
      if length > limit, index > 0 {
        shown.append("  … and \(Count.grouped(lines.count - index)) \(rest)")
        break
      }
      shown.append(line)
    }
    return shown
  }
}
