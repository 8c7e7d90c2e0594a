package import ToolCalling

/// Where a command is to run.
package enum CommandTarget: Sendable, Hashable {
  /// This machine.
  case local
  /// A host behind ssh.
  case host(String)
}

/// Decides whether a command may run by itself: a pure function of the text, the target and the configuration.
///
/// Allowed is what is proven to change nothing, over the whole command; whatever is not read exactly is not allowed.
package struct CommandPolicy: Sendable {
  package let configuration: PolicyConfiguration
  private let table: ProgramTable
  private let paths: SensitivePaths

  package init(
    _ configuration: PolicyConfiguration, table: ProgramTable = .builtIn, paths: SensitivePaths = .standard
  ) {
    self.configuration = configuration
    self.table = table
    self.paths = paths
  }

  package func verdict(on command: String, where target: CommandTarget) -> Verdict {
    if configuration.level == .off {
      return .deny(
        reason:
          "Commands are switched off here (DEPUTY_POLICY or DEPUTY_HOST_POLICY is off); only the user can change that.")
    }
    guard let objection = objection(to: command, at: target) else { return .allow }
    if objection.isHard { return .deny(reason: objection.sentence) }
    return configuration.level == .full ? .allow : .ask(reason: objection.sentence)
  }

  /// True for a command that is proven to change nothing, whatever the level lets run beside such ones.
  package func isProvenReading(_ command: String, where target: CommandTarget) -> Bool {
    objection(to: command, at: target) == nil
  }

  /// The command as it must be handed to `sh`: the prologue before it, and what makes `git` start no helpers.
  ///
  /// For a command that the policy does not allow by itself, the text comes back as it is.
  package func prepared(_ command: String, where target: CommandTarget) -> String {
    guard objection(to: command, at: target) == nil, let reading = try? ShellReader.reading(command) else {
      return command
    }
    return PolicyPrologue.prepared(reading, isSudoAllowed: configuration.sudo, table)
  }

  private func objection(to command: String, at target: CommandTarget) -> Objection? {
    var judge = judge(for: target)
    do {
      let script = try ShellReader.script(command)
      try judge.check(script)
      return nil
    } catch let error as Objection {
      return error
    } catch let error as ShellSyntaxError {
      if error.isDeceptive { return Objection(syntax: error, isHard: true) }
      do {
        try HardRules.check(unreadable: command, in: judge)
      } catch {
        return error
      }
      return Objection(syntax: error, isHard: false)
    } catch {
      return Objection(command, "could not be judged")
    }
  }

  private func judge(for target: CommandTarget) -> CommandReview {
    let folder = target == .local ? configuration.roots.first.map { PathPattern($0) } : nil
    return CommandReview(
      configuration: configuration, table: table, paths: paths, isRemote: target != .local, start: folder ?? .start)
  }
}

extension Objection {
  /// A text that is not read has a sentence of its own.
  init(syntax error: ShellSyntaxError, isHard: Bool) {
    self.init("", error.sentence, isHard: isHard)
  }
}
