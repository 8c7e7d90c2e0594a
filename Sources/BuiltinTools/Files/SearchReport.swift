import Platform
import ToolCalling

/// What a search program printed as a tool result: paths as the caller wrote them, secret files left out, within limits.
struct SearchReport {
  let request: SearchRequest
  let place: SearchPlace
  let roots: FileRoots

  func result(_ outcome: ChildOutcome) -> ToolResult {
    let complaints = SearchComplaints(outcome.standardError)
    // A file that cannot be read gives the same status as a bad pattern, but a bad pattern ends the program before.
    if case .exited(let code) = outcome.status, code > 1, outcome.standardOutput.isEmpty, complaints.unreadable == 0 {
      let said = complaints.last ?? "the search ended with exit status \(code) and no word."
      return .failure("grep_search could not read the pattern `\(request.pattern)`: \(said)")
    }
    let lines = lines(of: outcome.standardOutput.head)
    let notes = notes(on: outcome, kept: lines.kept.count, refused: lines.refused) + complaints.notes
    guard !lines.kept.isEmpty else {
      return ToolResult(text: "No line matches.", notes: notes + place.notesOnNothing)
    }
    let clean = CleanText(Array(lines.kept.prefix(GrepSearchTool.mostLines).joined(separator: [0x0A])))
    return ToolResult(text: clean.text, notes: notes + clean.notes)
  }

  private func notes(on outcome: ChildOutcome, kept: Int, refused: Int) -> [String] {
    var notes = place.notes
    if outcome.ending == .deadline {
      notes.append("the search ended early at its time limit; search a smaller folder")
    } else if case .signalled(_, let name) = outcome.status {
      notes.append("the search ended early by \(name); use a simpler pattern or a smaller folder")
    }
    if outcome.standardOutput.droppedBytes > 0 || kept > GrepSearchTool.mostLines {
      notes.append(
        "only the first \(min(kept, GrepSearchTool.mostLines)) lines are shown; use a narrower pattern, or count")
    }
    if refused > 0 { notes.append("lines of \(refused) files that hold secrets are left out") }
    return notes
  }

  private func lines(of output: [UInt8]) -> (kept: [[UInt8]], refused: Int) {
    var kept: [[UInt8]] = []
    var judged: [[UInt8]: Bool] = [:]
    for line in output.split(separator: 0x0A) {
      guard let border = line.firstIndex(of: 0), place.isFolder else {
        kept.append(Array(line))
        continue
      }
      var name = line[..<border]
      if name.starts(with: Array("./".utf8)) { name = name.dropFirst(2) }
      let isAllowed = judged[Array(name)] ?? isAllowed(name)
      judged[Array(name)] = isAllowed
      let rest = line[(border + 1)...]
      // With counts, every file that has none is printed too.
      guard isAllowed, !(request.countsOnly && rest.elementsEqual([UInt8(ascii: "0")])) else { continue }
      kept.append(prefix + name + separator(of: rest) + rest)
    }
    return (kept, judged.values.count { !$0 })
  }

  private var prefix: [UInt8] {
    guard let path = request.path, path != "." else { return [] }
    return Array((path.hasSuffix("/") ? path : path + "/").utf8)
  }

  private func isAllowed(_ name: ArraySlice<UInt8>) -> Bool {
    roots.refusal(of: place.opened.path + "/" + String(decoding: name, as: UTF8.self)) == nil
  }

  /// `:` before a match and `-` before a line of context, as grep has it.
  private func separator(of rest: ArraySlice<UInt8>) -> [UInt8] {
    let afterNumber = rest.first { !(0x30...0x39).contains($0) }
    return [afterNumber == UInt8(ascii: "-") ? UInt8(ascii: "-") : UInt8(ascii: ":")]
  }
}
