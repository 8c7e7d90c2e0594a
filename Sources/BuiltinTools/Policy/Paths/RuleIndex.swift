/// Rules by the first letter of the name that they want first, so that a path meets a few of hundreds.
struct RuleIndex<Rule: Sendable>: Sendable {
  /// Rules whose name begins with this letter, in lower case.
  private var byLetter: [UInt8: [Rule]] = [:]
  /// Rules whose name begins with a wildcard, or that want no name.
  private var open: [Rule] = []
  let all: [Rule]

  /// `name` is the name of a rule that has to fit for the rule to fit.
  init(_ rules: [Rule], name: (Rule) -> NamePattern?) {
    all = rules
    for rule in rules {
      if let letter = name(rule)?.first {
        byLetter[letter, default: []].append(rule)
      } else {
        open.append(rule)
      }
    }
  }

  /// True where one of the rules that a path with this name could meet fits.
  func contains(for name: NamePattern?, where fits: (Rule) -> Bool) -> Bool {
    // A name that begins with a wildcard, or no name at all, may meet any rule.
    guard let letter = name?.first else { return all.contains(where: fits) }
    return byLetter[letter]?.contains(where: fits) ?? false || open.contains(where: fits)
  }
}
