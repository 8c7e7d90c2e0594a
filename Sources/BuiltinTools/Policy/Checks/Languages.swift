/// Readers of whole argument lists that getopt does not describe, by the name that the tables use.
enum Languages {
  typealias Language =
    @Sendable (_ arguments: [CommandArgument], _ judge: CommandReview, _ title: String, _ entry: ProgramEntry)
    throws(Objection) -> Void

  static let all: [String: Language] = [
    "text": { _, _, _, _ in },
    "printf": PrintfLanguage.check,
    "find": FindLanguage.check,
    "test": TestLanguage.check,
    "ps": ProcessListLanguage.check,
    "tar": TarLanguage.check,
    "ip": IPLanguage.check,
    "jq": JQLanguage.check,
    "xargs": XargsLanguage.check,
    "env": WrapperLanguages.env,
    "sh": WrapperLanguages.sh,
    "sudo": WrapperLanguages.sudo,
  ]
}

/// Checks on top of flags and operands, by the name that the tables use.
enum Checks {
  typealias Check = @Sendable (_ invocation: Invocation, _ judge: CommandReview) throws(Objection) -> Void

  static let all: [String: Check] = [
    "sed": SedScript.check,
    "awk": AwkProgram.check,
    "date": SmallChecks.date,
    "interval": SmallChecks.interval,
    "curl": SmallChecks.curl,
    "kubectl": SmallChecks.kubectl,
    "git": GitChecks.git,
    "lsof": SmallChecks.lsof,
    "tree": SecretNames.checkGrep,
    "rg": SecretNames.checkRipgrep,
    "diff": SecretNames.checkDiff,
    "to-stdout": SmallChecks.toStandardOutput,
    "host-filter": SmallChecks.hostFilter,
    "walk": SmallChecks.walk,
    "no-equals": SmallChecks.noEquals,
    "service": SmallChecks.service,
    "git-list": GitChecks.list,
    "git-config": GitChecks.configuration,
    "rpm": SmallChecks.rpm,
    "yq": SmallChecks.yq,
    "device-bytes": SmallChecks.noRemoteName,
    "no-remote": SmallChecks.noRemoteName,
    "no-option-file": SmallChecks.noOptionFile,
    "old-follow": SmallChecks.oldFollow,
    "database-name": SmallChecks.databaseName,
    "journal-fields": SmallChecks.journalFields,
    "plain-words": OperandChecks.plainWords,
    "no-dash-operand": OperandChecks.noDash,
    "no-address": OperandChecks.noAddress,
    "no-package-file": OperandChecks.noPackageFile,
  ]
}
