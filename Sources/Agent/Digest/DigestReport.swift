/// What a `LogDigest` found, for a person or a model to read.
package struct DigestReport: Sendable {
  /// A message of the log: all lines of one template.
  package struct Message: Sendable, Hashable {
    /// The template, without the time stamp; `<*>` stands for what varies.
    package let text: String
    package let severity: Severity?
    package var count: Int
    /// Line numbers from 1.
    package var firstLine: Int
    package var lastLine: Int
    package let firstTime: String?
    package var lastTime: String?
    /// The first line, cut after 400 bytes.
    package let example: String
  }

  package let lines: Int
  package let emptyLines: Int
  package let bytes: Int
  /// Lines of templates beyond the limit, which are in no message.
  package let furtherLines: Int
  /// Lines longer than 1 MiB, judged by their first MiB.
  package let cutLines: Int
  /// The most frequent first; of equals, the earlier.
  package let messages: [Message]

  /// The number of lines of each severity, the worst first; lines that name none are left out.
  package let severities: [(severity: Severity, count: Int)]
  package let firstTime: String?
  package let lastTime: String?
}

extension LogDigest {
  /// The digest of what was read so far; call `finish` before.
  package var report: DigestReport {
    var place: [String: Int] = [:]
    var messages: [DigestReport.Message] = []
    for entry in entries {
      let message = DigestReport.Message(entry)
      guard let index = place[message.text] else {
        place[message.text] = messages.count
        messages.append(message)
        continue
      }
      messages[index].join(message)
    }
    let times = entries.sorted { $0.firstLine < $1.firstLine }
    let last = entries.sorted { $0.lastLine > $1.lastLine }
    return DigestReport(
      lines: lines, emptyLines: emptyLines, bytes: bytes, furtherLines: linesOfFurtherTemplates, cutLines: cutLines,
      messages: messages.sorted { ($1.count, $0.firstLine) < ($0.count, $1.firstLine) },
      severities: Severity.allCases.compactMap { severity in
        let count = messages.reduce(0) { $0 + ($1.severity == severity ? $1.count : 0) }
        return count > 0 ? (severity, count) : nil
      },
      firstTime: times.lazy.compactMap { LogTime.first(in: $0.example) }.first,
      lastTime: last.lazy.compactMap { LogTime.first(in: $0.lastHead) }.first)
  }
}

extension DigestReport.Message {
  fileprivate init(_ entry: LogDigest.Entry) {
    text = MessageText.of(entry.example)
    severity = Severity(of: text)
    count = entry.count
    firstLine = entry.firstLine
    lastLine = entry.lastLine
    firstTime = LogTime.first(in: entry.example)
    lastTime = LogTime.first(in: entry.lastHead)
    example = String(decoding: entry.example, as: UTF8.self)
  }

  fileprivate mutating func join(_ other: DigestReport.Message) {
    count += other.count
    if other.lastLine > lastLine {
      lastLine = other.lastLine
      lastTime = other.lastTime
    }
  }
}

/// The readable template of a line: open words shown as `<*>`, neighbours joined, the time stamp at the start left out.
enum MessageText {
  static func of(_ line: [UInt8]) -> String {
    var text: [UInt8] = []
    var index = 0
    while index < line.count {
      var end = index
      var isOpen = false
      while end < line.count, LineTemplate.classes[Int(line[end])] != 0 {
        if LineTemplate.classes[Int(line[end])] == 2 { isOpen = true }
        end += 1
      }
      if isOpen { text.append(contentsOf: LineTemplate.open.utf8) } else { text.append(contentsOf: line[index..<end]) }
      if end < line.count { text.append(line[end]) }
      index = end + 1
    }
    return withoutTimeStamp(joined(String(decoding: text, as: UTF8.self)))
  }

  /// `<*>.<*>.<*>` and `<*>:<*>` are one open place to a reader.
  private static func joined(_ text: String) -> String {
    var rest = text[...]
    var result = ""
    let open = LineTemplate.open
    while let next = rest.firstRange(of: open) {
      result += rest[..<next.lowerBound]
      result += open
      rest = rest[next.upperBound...]
      while let mark = rest.first, ".:,-/".contains(mark), rest.dropFirst().hasPrefix(open) {
        rest = rest.dropFirst(1 + open.count)
      }
    }
    return result + rest
  }

  private static func withoutTimeStamp(_ text: String) -> String {
    var rest = text[...]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    if months.contains(String(rest.prefix(3))),
      rest.dropFirst(3).drop(while: { $0 == " " }).hasPrefix(LineTemplate.open)
    {
      rest = rest.dropFirst(3).drop { $0 == " " }
    }
    guard rest.hasPrefix(LineTemplate.open) else { return text }
    while rest.hasPrefix(LineTemplate.open) {
      rest = rest.dropFirst(LineTemplate.open.count).drop { ".:,-/+ Z".contains($0) }
    }
    return rest.isEmpty ? text : String(rest)
  }
}
