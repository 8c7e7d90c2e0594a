// What the start of a line decides: quotations, tables, fences, labels, and calls that need no markup.

extension RegionScanner {
  /// Reads what the line at `index` begins with; false where it is prose, to be searched byte by byte.
  mutating func readLine() -> Bool {
    let start = bytes.skipBlanks(index)
    isIndented = start - index >= 4 || bytes[index] == 0x09
    guard start < limit else {
      index = limit
      return true
    }
    let byte = bytes.base[start]
    switch byte {
    case 0x0A: return false
    case UInt8(ascii: ">"):
      if bytes.has(">>>", at: start), readLineRule(start, byte) { return true }
      return skipLine()
    case UInt8(ascii: "|"):
      return skipLine()
    case UInt8(ascii: "`") where bytes.has("```", at: start), UInt8(ascii: "~") where bytes.has("~~~", at: start):
      index = start
      readFence()
      return true
    default: break
    }
    if readLabel(start) { return true }
    return readLineRule(start, byte)
  }

  private mutating func skipLine() -> Bool {
    index = min(bytes.lineEnd(index) + 1, limit)
    return true
  }

  mutating func readLineRule(_ start: Int, _ byte: UInt8) -> Bool {
    guard !isQuotedByIndent else { return false }
    let inside = context.prefix(limit)
    for rule in ToolCallFormats.lineRules[Int(byte.folded)] {
      guard let found = rule.read(inside, start) else { continue }
      index = start
      take(found, at: start)
      return true
    }
    return false
  }

  // MARK: labels

  /// Labels of invented turns, without their colon, in lower case.
  private static let resultLabels: [StaticString] = [
    "tool result", "tool results", "tool response", "tool output", "observation", "function result",
    "function response", "function output", "result", "results", "output", "response", "tool_result", "tool_response",
  ]
  private static let turnLabels: [StaticString] = [
    "tool", "human", "user", "system", "assistant", "question", "### human", "### user", "### instruction",
    "### assistant",
    "### response", "### input", "[user]", "[tool]", "[assistant]", "[system]",
  ]

  /// After a call, the label of an invented turn ends the message; before one, what follows a result's is quoted.
  private mutating func readLabel(_ start: Int) -> Bool {
    var place = start
    while bytes[place] == UInt8(ascii: "*") { place += 1 }
    // Nearly all lines begin with no letter of any label.
    switch bytes[place].folded {
    case UInt8(ascii: "t"), UInt8(ascii: "o"), UInt8(ascii: "f"), UInt8(ascii: "r"): break
    case UInt8(ascii: "h"), UInt8(ascii: "u"), UInt8(ascii: "s"), UInt8(ascii: "a"), UInt8(ascii: "q"),
      UInt8(ascii: "#"), UInt8(ascii: "["):
      guard !items.isEmpty else { return false }
    default: return false
    }
    let isResult = Self.resultLabels.contains { hasLabel($0, at: place) }
    guard isResult || (!items.isEmpty && Self.turnLabels.contains { hasLabel($0, at: place) }) else { return false }
    if hasCalls {
      end(at: start)
      return true
    }
    guard isResult, let colon = bytes.prefix(start + 80).find(UInt8(ascii: ":"), from: place) else { return false }
    labelEnd = colon + 1
    while bytes[labelEnd] == UInt8(ascii: "*") { labelEnd += 1 }
    return false
  }

  /// Whether the label stands at `place`, followed by a colon, a number or the end of the line.
  private func hasLabel(_ label: StaticString, at place: Int) -> Bool {
    guard bytes.hasFolded(label, at: place) else { return false }
    var next = place + label.utf8CodeUnitCount
    while bytes[next] == UInt8(ascii: "*") { next += 1 }
    switch bytes[next] {
    case UInt8(ascii: ":"): return true
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return hasCalls
    case UInt8(ascii: " "), UInt8(ascii: "["), UInt8(ascii: "("):
      // `Tool result [1] ssh_exec, exit 0:` and `Observation (from x):`.
      next = bytes.skipBlanks(next)
      return bytes[next] == UInt8(ascii: "[") || bytes[next] == UInt8(ascii: "(") || bytes[next] == UInt8(ascii: ":")
    default: return false
    }
  }

  // MARK: fences

  private mutating func readFence() {
    let start = index
    let mark = bytes.base[start]
    var run = start
    while bytes[run] == mark { run += 1 }
    let length = run - start
    let lineEnd = min(bytes.lineEnd(run), limit)
    var labelEnd = bytes.skipBlanks(run)
    let labelStart = labelEnd
    while labelEnd < lineEnd, bytes.base[labelEnd].isWord || bytes.base[labelEnd] == UInt8(ascii: "-") { labelEnd += 1 }
    let label = FenceReader.label(labelStart..<max(labelStart, labelEnd), in: bytes)
    var content = bytes.skipBlanks(labelEnd)
    if content >= lineEnd { content = min(lineEnd + 1, limit) }
    let fence = FenceReader.Fence(mark: mark, length: length, label: label, content: content)
    let failedAt: Int
    switch FenceReader.read(fence, in: context.prefix(limit)) {
    case .calls(let found):
      if isQuotedByIndent { index = found.end } else { take(found, at: start) }
      return
    case .text(let place): failedAt = place
    }
    let end = fence.end(in: bytes.prefix(limit))
    context.wasted.add(failedAt - (end ?? limit))
    if end == nil, let close = reasoningEnd(after: content) {
      index = close
    } else {
      index = end ?? limit
    }
  }

  // MARK: inline code

  /// Passes inline code, or the backticks alone where nothing closes them within the paragraph.
  mutating func readBackticks() {
    var run = index
    while bytes[run] == UInt8(ascii: "`"), run < limit { run += 1 }
    let length = run - index
    guard length < openRuns.count, openRuns[length] <= index else {
      index = run
      return
    }
    var place = run
    while place < limit {
      let byte = bytes.base[place]
      if byte == 0x0A, bytes[bytes.skipBlanks(place + 1)] == 0x0A { break }
      guard byte == UInt8(ascii: "`") else {
        place += 1
        continue
      }
      let from = place
      while bytes[place] == UInt8(ascii: "`"), place < limit { place += 1 }
      if place - from == length {
        index = place
        return
      }
    }
    openRuns[length] = place
    index = run
  }
}
