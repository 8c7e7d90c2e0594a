/// Checks of operands that a program reads as more than a name.
enum OperandChecks {
  /// `nft` joins its words to one script, in which `;` and a newline begin another command.
  static func plainWords(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for operand in invocation.operands {
      let isPlain = operand.text?.utf8.allSatisfy {
        ShellReader.isNameByte($0, first: false) || Set("-.:/@".utf8).contains($0)
      }
      guard isPlain ?? false else {
        throw Objection(
          "\(invocation.title) \(operand.shown)", "may hold another command", instead: "use names and numbers alone")
      }
    }
  }

  /// For programs to which `--` ends no flags: `unzip -l -- --l -o x.zip` unpacks.
  static func noDash(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for operand in invocation.operands where operand.prefix.hasPrefix("-") || operand.mayBecomeFlag {
      throw Objection(
        "\(invocation.title) \(operand.shown)", "may be a flag even behind `--`", instead: "begin it with `./`")
    }
  }

  /// `xmllint` takes addresses and decodes `%`, so that `%73hadow` is `shadow`; its errors show lines of the file.
  static func noAddress(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    let title = invocation.title
    if judge.added != .none {
      throw Objection(title, "would decode the names that it is given", instead: "call it with one file")
    }
    for operand in invocation.operands where operand.text?.utf8.contains(where: { Set("%:".utf8).contains($0) }) ?? true
    {
      throw Objection(
        "\(title) \(operand.shown)", "may be decoded to another file",
        instead: "write the name without `%`, `:` and `*`")
    }
  }

  /// `dnf repoquery ADDRESS.rpm` fetches the package.
  static func noPackageFile(_ invocation: Invocation, _ judge: CommandReview) throws(Objection) {
    for operand in invocation.operands {
      let text = operand.shown.lowercased()
      guard text.utf8Contains("://") || text.hasSuffix(".rpm") else { continue }
      throw Objection(
        "\(invocation.title) \(operand.shown)", "may fetch a package", instead: "use the package's name")
    }
  }
}
