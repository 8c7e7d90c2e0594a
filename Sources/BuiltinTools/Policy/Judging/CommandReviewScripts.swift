// A script: its commands one after the other, each in every folder and with all the words that it may have.

extension CommandReview {
  /// More folders than these are not judged.
  private static let maximumFolders = 16

  /// Judges every command of the script and throws the gravest objection.
  mutating func check(_ script: ShellScript) throws(Objection) {
    var first: Objection?
    // Where the shell may be behind a pipeline that succeeded, and behind one that failed.
    var (succeeded, failed) = (folders, folders)
    for pipeline in script.pipelines {
      let skipped = (
        succeeded: pipeline.connector == .or ? succeeded : [], failed: pipeline.connector == .and ? failed : []
      )
      switch pipeline.connector {
      case .sequence: folders = try Self.union(succeeded, failed)
      case .and: folders = succeeded
      case .or: folders = failed
      }
      (succeeded, failed) = (folders, folders)
      for (index, command) in pipeline.commands.enumerated() {
        upstream = Array(pipeline.commands[..<index])
        do {
          if pipeline.commands.count == 1, let targets = try targets(of: command) {
            succeeded = targets
          } else {
            try check(command)
          }
        } catch {
          if error.isHard { throw error }
          first = first ?? error
        }
      }
      if pipeline.isNegated { swap(&succeeded, &failed) }
      succeeded = try Self.union(succeeded, skipped.succeeded)
      failed = try Self.union(failed, skipped.failed)
    }
    if let first { throw first }
  }

  private static func union(_ left: [PathPattern], _ right: [PathPattern]) throws(Objection) -> [PathPattern] {
    let all = left + right.filter { !left.contains($0) }
    guard all.count <= maximumFolders else {
      throw Objection("cd", "leads to more folders than are judged", instead: "write paths that begin with `/`")
    }
    return all
  }

  /// The folders to which `cd FOLDER` may lead; nil for any other command.
  private func targets(of command: ShellCommand) throws(Objection) -> [PathPattern]? {
    guard command.words.first?.text == "cd" else { return nil }
    try checkSurroundings(command)
    var found: [PathPattern] = []
    for variant in try variants(of: command.words, in: command) {
      var words = variant.dropFirst()
      if words.first?.text == "--" { words.removeFirst() }
      let target = words.first ?? ShellWord(parts: [.tilde(user: "")], range: 0..<0)
      guard words.count < 2, !target.hasGlob, target.substitutions.isEmpty, !target.fixedPrefix.hasPrefix("-") else {
        throw Objection(
          command.shellText, "goes to a folder that is only known when it runs", instead: "write the folder out")
      }
      for folder in folders {
        let next = PathPattern(target, in: folder)
        if next.climbsBehindLink { throw Self.climbing(CommandArgument(target)) }
        if paths.forbids(next, for: .content) { throw Self.secret(CommandArgument(target)) }
        found = try Self.union(found, [next])
      }
    }
    return found
  }

  func check(_ command: ShellCommand) throws(Objection) {
    try checkSurroundings(command)
    let isText = command.words.first?.text.flatMap { table[$0]?.language } == "text"
    let variants = isText ? [command.words] : try variants(of: command.words, in: command)
    // The prologue adds to the text once, so what it adds has to be the same for all of them.
    let added = variants.dropFirst().map(added(to:))
    guard isBeyondPrologue || added.isEmpty || added.allSatisfy({ $0 == self.added(to: variants[0]) }) else {
      throw Objection(
        command.shellText, "would read other files if `$(…)` printed nothing or several words",
        instead: "quote it, or write the value out")
    }
    let count = folders.count * variants.count
    guard count <= budget else { throw Self.tooManyValues(command) }
    var first: Objection?
    for folder in folders {
      var inner = self
      inner.budget = budget / count
      (inner.folder, inner.folders, inner.mayVary) = (folder, [folder], variants.count > 1)
      for (index, words) in variants.enumerated() {
        do {
          try inner.check(words.map(argument))
        } catch {
          if error.isHard { throw error }
          // Where `$(pidof nginx)` prints nothing, `lsof -p` does nothing; `xargs` would add what is missing.
          let adds = words.contains { ["xargs", "find"].contains($0.text.map(ProgramStarters.programName)) }
          if error.isIncomplete, index > 0, !adds { continue }
          first = first ?? error
        }
      }
    }
    if let first { throw first }
  }

  private func added(to words: [ShellWord]) -> [ShellSplice] {
    PolicyPrologue.splices(for: words, isSudoAllowed: configuration.sudo, table)
  }

  /// The words in all the ways in which they may reach the program; those that are written first.
  private func variants(of words: [ShellWord], in command: ShellCommand) throws(Objection) -> [[ShellWord]] {
    guard let variants = WordVariants.all(of: words, in: self) else { throw Self.tooManyValues(command) }
    return variants
  }

  private static func tooManyValues(_ command: ShellCommand) -> Objection {
    Objection(command.shellText, "has too many values that are only known when it runs", instead: "write them out")
  }

  /// Assignments, redirections and substitutions of a command.
  private func checkSurroundings(_ command: ShellCommand) throws(Objection) {
    for script in command.substitutions {
      guard depth < 8 else { throw Objection(command.shellText, "is nested too deeply") }
      var inner = self
      inner.depth += 1
      inner.upstream = []
      try inner.check(script)
    }
    for assignment in command.assignments { try Self.check(assignment) }
    for word in command.inputs {
      if word.hasGlob { throw Objection("<\(word.shellText)", "reads a file that is only known when it runs") }
      let variants = try variants(of: [word], in: command)
      for folder in folders {
        var inner = self
        inner.folder = folder
        for word in variants.joined() { try inner.checkPath(argument(word), for: .content, of: "<") }
      }
    }
  }
}
