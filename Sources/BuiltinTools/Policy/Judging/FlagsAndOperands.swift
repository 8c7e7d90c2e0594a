/// Sorts arguments into flags and operands as getopt_long does: clusters, glued and separate values, `--` (rule G8).
///
/// Only flags of the entry are accepted, long ones by their full name.
struct FlagsAndOperands {
  let title: String
  let entry: ProgramEntry
  private var rest: ArraySlice<CommandArgument>
  private var result: Invocation
  /// Values of a kind that is checked as a path only behind operands: see `CommandReview.check`.
  private(set) var checks: [(CommandArgument, ValueKind, isBehindOperand: Bool)] = []

  init(_ arguments: ArraySlice<CommandArgument>, title: String, entry: ProgramEntry) {
    self.title = title
    self.entry = entry
    rest = arguments
    result = Invocation(title: title, entry: entry)
  }

  /// Reads flags up to the first operand, which is a verb.
  mutating func flagsBeforeVerb() throws(Objection) -> ArraySlice<CommandArgument> {
    while let next = rest.first, next.prefix.hasPrefix("-"), next.prefix.count > 1 {
      rest.removeFirst()
      try flag(next)
    }
    return rest
  }

  mutating func all() throws(Objection) -> Invocation {
    var flagsEnded = false
    while let next = rest.popFirst() {
      if !flagsEnded, next.text == "--" {
        flagsEnded = true
      } else if !flagsEnded, next.prefix.hasPrefix("-"), next.prefix.count > 1 || next.word.parts.count > 1 {
        try flag(next)
      } else {
        try operand(next, isBehindDashes: flagsEnded)
        if startsCommand || entry.stopsAtOperand { flagsEnded = true }
        if startsCommand {
          result.command = [result.operands.removeLast()] + rest
          rest = []
        }
      }
    }
    try checkCounts()
    return result
  }

  /// True once the last operand is the first word of the command that a wrapper starts.
  private var startsCommand: Bool {
    let count = result.operands.count
    return count > 0 && count <= entry.operands.kinds.count && entry.operands.kinds[count - 1] == .command
  }

  private mutating func operand(_ argument: CommandArgument, isBehindDashes: Bool) throws(Objection) {
    let kinds = entry.operands.kinds
    let index = result.operands.count
    guard index < kinds.count || entry.operands.repeats, let last = kinds.last else {
      throw Objection(
        "\(title) \(argument.shown)", "has an operand more than is known to be read-only", instead: "leave it out")
    }
    if argument.mayBecomeFlag, !isBehindDashes, !entry.isPlain {
      throw Objection(
        argument.shown, "may become a flag of `\(title)`",
        instead: argument.word.hasGlob ? "begin it with `./` or a folder" : "write the value out")
    }
    let kind = index < kinds.count ? kinds[index] : last
    let mayBeSeveral = argument.word.maySplit && (!argument.isTame || argument.word.hasGlob)
    if mayBeSeveral, !entry.operands.repeats || argument.isUnknown && entry.readsOperands && kind == .text {
      throw Objection(argument.shown, "may become several words for `\(title)`", instead: "write the value out")
    }
    result.operands.append(argument)
    checks.append((argument, kind, false))
    // A pattern with wildcards becomes names of files, all but the first of which are read.
    if kind == .text, argument.word.hasGlob, entry.readsOperands { checks.append((argument, .file, false)) }
  }

  private mutating func flag(_ argument: CommandArgument) throws(Objection) {
    let prefix = argument.prefix
    if prefix.hasPrefix("--") || entry.hasWordFlags { return try longFlag(argument) }
    if entry.takesNumberFlag, let text = argument.text, text.dropFirst().utf8.allSatisfy(ShellReader.isDigit) {
      return result.flags.append(.init(name: "-NUMBER", value: argument))
    }
    var offset = 1
    for letter in prefix.dropFirst() {
      offset += 1
      let name = "-\(letter)"
      switch try value(of: name, in: argument) {
      case .none: result.flags.append(.init(name: name, value: nil))
      case .required(let kind):
        let glued = argument.dropping(offset)
        return try add(name, glued.word.parts.isEmpty ? nil : glued, kind)
      case .optional(let kind):
        let glued = argument.dropping(offset)
        if glued.word.parts.isEmpty { return result.flags.append(.init(name: name, value: nil)) }
        return try add(name, glued, kind)
      }
    }
    guard argument.text != nil else {
      throw Objection(argument.shown, "is a flag that is only known when it runs", instead: "write it out")
    }
  }

  private mutating func longFlag(_ argument: CommandArgument) throws(Objection) {
    let prefix = argument.prefix
    let name = String(prefix.prefix { $0 != "=" })
    let hasValue = name.count < prefix.count
    guard hasValue || argument.text != nil else {
      throw Objection(argument.shown, "is a flag that is only known when it runs", instead: "write it out")
    }
    let glued = hasValue ? argument.dropping(name.count + 1) : nil
    switch try value(of: name, in: argument) {
    case .none:
      if hasValue { throw unknown(argument) }
      result.flags.append(.init(name: name, value: nil))
    case .required(let kind): try add(name, glued, kind)
    case .optional(let kind):
      if let glued { return try add(name, glued, kind) }
      result.flags.append(.init(name: name, value: nil))
    }
  }

  private mutating func add(_ name: String, _ glued: CommandArgument?, _ kind: ValueKind) throws(Objection) {
    guard let value = glued ?? rest.popFirst() else {
      var objection = Objection("\(title) \(name)", "lacks the value of its last flag", instead: "add it")
      objection.isIncomplete = true
      throw objection
    }
    let maySplit = value.word.maySplit && (value.isUnknown || glued == nil && value.word.hasGlob)
    // Where flags end at the first operand, a value that is not known would be an operand too.
    if maySplit || glued == nil && value.isUnknown && !result.operands.isEmpty {
      throw Objection(
        value.shown, "may become several words for `\(title)`", instead: "quote it, or write the value out")
    }
    result.flags.append(.init(name: name, value: value))
    checks.append((value, kind, glued == nil && !result.operands.isEmpty))
  }

  private func value(of name: String, in argument: CommandArgument) throws(Objection) -> ProgramEntry.FlagValue {
    if let reason = entry.refused[name] { throw Objection("\(title) \(name)", reason) }
    guard let value = entry.flags[name] else { throw unknown(argument, name) }
    return value
  }

  private func unknown(_ argument: CommandArgument, _ name: String? = nil) -> Objection {
    Objection(
      "\(title) \(argument.shown)", "has the flag `\(name ?? argument.shown)`, which is not known to be read-only",
      instead: entry.hint ?? "leave it out")
  }

  private func checkCounts() throws(Objection) {
    for group in entry.needs where !result.flags.contains(where: { group.contains($0.name) }) {
      throw Objection(
        title, "needs \(group.map { "`\($0)`" }.joined(separator: " or ")) here", instead: entry.hint ?? "add it")
    }
    let count = result.operands.count + (result.command.isEmpty ? 0 : 1)
    if count < entry.operands.minimum {
      throw Objection(title, "lacks an operand", instead: entry.hint ?? "name what to look at")
    }
  }
}
