/// The files whose contents are secrets, for file tools and for operands of commands alike (rule G14).
///
/// A path is compared after normalisation, by component, and a wildcard counts as every name that it may become.
/// This is defence in depth: the boundary is what the user may read.
package struct SensitivePaths: Sendable {
  /// What is done with the path.
  enum Use: Sendable, Hashable {
    /// Its name, size or date is shown.
    case name
    /// Its contents are shown.
    case content
    /// Everything below it is read.
    case tree
  }

  private struct Rule {
    var base: PathPattern.Base?
    var names: [NamePattern]
    /// For exceptions: what the last name has to fit, and what it must not.
    var endings: [NamePattern] = []
    var otherEndings: [NamePattern] = []
    /// True for one file, with nothing below it.
    var isFile = false
  }

  /// Secret places, and names that are secret anywhere.
  private let secrets: RuleIndex<Rule>
  private let secretNames: RuleIndex<NamePattern>
  private let devices: RuleIndex<Rule>
  private let exceptions: [Rule]
  private let withoutException: [Rule]

  /// The built-in rules.
  package static let standard = SensitivePaths()

  /// Reads rules in the form of `SensitivePathRules`; more secrets may be named in the configuration.
  package init(more: [String] = []) {
    let all = (Self.lines(SensitivePathRules.secrets) + more).map(Self.rule)
    let unreadable = Self.lines(SensitivePathRules.unreadable).map(Self.rule)
    secrets = RuleIndex(all.filter { $0.base != nil }, name: \.names.first)
    secretNames = RuleIndex(all.filter { $0.base == nil }.compactMap(\.names.first)) { $0 }
    devices = RuleIndex(unreadable, name: \.names.first)
    exceptions = Self.exceptions
    withoutException = Self.lines(SensitivePathRules.withoutException).map(Self.rule)
  }

  private static var exceptions: [Rule] {
    func patterns(_ text: String) -> [NamePattern] { lines(text).map { NamePattern(rule: $0) } }
    let certificates = lines(SensitivePathRules.certificatePlaces).map { place in
      var rule = rule(place)
      rule.endings = patterns(SensitivePathRules.certificateEndings)
      return rule
    }
    let open = lines(SensitivePathRules.publicPlaces).map { place in
      var rule = rule(place)
      rule.otherEndings = patterns(SensitivePathRules.keyEndings)
      return rule
    }
    return lines(SensitivePathRules.exceptions).map(rule) + certificates + open
  }

  /// True where the path is, or lies in, a secret place. For a path that stands for itself.
  package func isSecret(_ path: String, in folder: PathPattern = .start) -> Bool {
    forbids(PathPattern(path, in: folder), for: .content)
  }

  /// True where a file of this name is a secret wherever it lies.
  package func isSecretName(_ name: String) -> Bool {
    forbids(PathPattern(base: .start, names: [NamePattern(literal: name)]), for: .name)
  }

  func forbids(_ path: PathPattern, for use: Use) -> Bool {
    // Longer than any system has (255 bytes a name, 4,096 a path): not compared, so that the time stays short.
    if path.holdsPath || path.names.count > 512 || path.names.contains(where: { $0.atoms.count > 512 }) { return true }
    let forms = Self.forms(of: path)
    if forms.contains(where: { form in withoutException.contains { covers($0, form) } }) { return true }
    if use != .name, path.base == .root || path.mayLeaveBase, forms.contains(where: Self.isDevice) { return true }
    if forms.contains(where: { form in exceptions.contains { exempts($0, form, of: path) } }) { return false }
    // A name of wildcards alone fits every rule, so it counts for none.
    // Where only names are shown, `*.json` counts for none either.
    let isSecretName = path.names.contains { name in
      !name.isOnlyWild && !(use == .name && name.first == nil && name.hasMany)
        && secretNames.contains(for: name) { Self.mayBe(name, $0) }
    }
    if isSecretName { return true }
    for form in forms {
      let name = form.names.first
      if secrets.contains(for: name, where: { covers($0, form) }) { return true }
      if use != .name, devices.contains(for: name, where: { covers($0, form) }) { return true }
    }
    return false
  }

  /// True below /dev, but for what stands for no device.
  private static func isDevice(_ form: PathPattern) -> Bool {
    guard form.base == .root, form.names.count > 1, let first = form.names.first, !first.isOnlyWild, first.meets("dev")
    else { return false }
    return form.names.count > 2
      || !(form.names[1].literal.map(SensitivePathRules.readableDevices.contains) ?? false)
  }

  /// True where reading everything below the path would read a secret place.
  func reachesSecret(_ path: PathPattern) -> Bool {
    Self.forms(of: path).contains { form in
      secrets.all.contains { rule in
        guard let base = rule.base, base == form.base, rule.names.count > form.names.count else { return false }
        return zip(form.names, rule.names).allSatisfy { $0.meets($1) }
      } || form.base == .root && (form.names.isEmpty || Self.holdsHomes(form.names))
    }
  }

  private static func holdsHomes(_ names: [NamePattern]) -> Bool {
    names.count == 1 && (names[0].meets("home") || names[0].meets("Users"))
  }

  private func covers(_ rule: Rule, _ path: PathPattern) -> Bool {
    guard rule.base == path.base, path.names.count >= rule.names.count else { return false }
    if rule.isFile, path.names.count > rule.names.count { return false }
    return zip(rule.names, path.names).allSatisfy { Self.mayBe($1, $0) }
  }

  /// True where the name is, or may become, one that the rule means.
  ///
  /// Two patterns often have a name in common that nobody uses (`*.log` and `credentials*`), so where both have
  /// wildcards, a rule `x*` stands for `x`, `x-` and what shares its beginning, and a rule `*.x` for its ending.
  private static func mayBe(_ name: NamePattern, _ rule: NamePattern) -> Bool {
    guard name.meets(rule) else { return false }
    guard name.hasMany, rule.hasWildcard, !name.isOnlyWild, rule.atoms.count > 1 else { return true }
    if rule.atoms.last == .many {
      var core = rule.atoms.dropLast()[...]
      let isInfix = core.first == .many
      if isInfix { core = core.dropFirst() }
      let dashed = Array(core) + [.byte(UInt8(ascii: "-"))]
      if name.meets(NamePattern(atoms: Array(core))) || name.meets(NamePattern(atoms: dashed)) { return true }
      return !isInfix && zip(name.fixedPrefix, NamePattern(atoms: Array(core)).fixedPrefix).allSatisfy(==)
        && name.fixedPrefix.count > 1
    }
    return rule.atoms.first != .many || name.atoms.last != .many
  }

  /// An exception counts only where every name of it is sure, and a bare name only for the file itself.
  private func exempts(_ rule: Rule, _ form: PathPattern, of path: PathPattern) -> Bool {
    func isSure(_ wanted: NamePattern, _ name: NamePattern) -> Bool {
      name == wanted || !name.hasWildcard && name.meets(wanted)
    }
    guard let base = rule.base else {
      guard let wanted = rule.names.first, let last = form.names.last else { return false }
      return isSure(wanted, last) && !Self.mayBeKey(form)
    }
    if path.mayLeaveBase || base != form.base || base == .root && path.base != .root { return false }
    if let last = form.names.last {
      if !rule.endings.isEmpty, !rule.endings.contains(where: { isSure($0, last) }) { return false }
      if rule.otherEndings.contains(where: last.meets) { return false }
    }
    return form.names.count >= rule.names.count && zip(rule.names, form.names).allSatisfy(isSure)
  }

  /// True for `ca-key.pem`, for `ca*.pem`, which it fits, and for what lies below a folder `private`.
  private static func mayBeKey(_ form: PathPattern) -> Bool {
    guard let last = form.names.last, last.atoms.suffix(4).elementsEqual(".pem".utf8.map { .byte($0) }) else {
      return false
    }
    return last.literal?.lowercased().utf8Contains("key") ?? true || form.names.contains { $0.meets("private") }
  }

  private static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
  }

  private static func rule(_ text: String) -> Rule {
    let names = text.split(separator: "/").map { NamePattern(rule: $0) }
    if text.hasPrefix("/") {
      return Rule(base: .root, names: names, isFile: SensitivePathRules.singleFiles.contains(text))
    }
    if text.hasPrefix("~/") { return Rule(base: .home, names: Array(names.dropFirst())) }
    return Rule(base: nil, names: names)
  }
}

extension NamePattern {
  func meets(_ name: String) -> Bool { meets(NamePattern(literal: name)) }
}

extension SensitivePaths {
  /// The path in every form that a rule may be written for: below the root and below a home folder.
  private static func forms(of path: PathPattern) -> [PathPattern] {
    var forms = [path]
    if path.base != .root || path.mayLeaveBase {
      forms.append(PathPattern(base: .root, names: path.names))
      forms.append(PathPattern(base: .home, names: path.names))
    }
    var index = 0
    while index < forms.count, forms.count < 32 {
      forms += shorter(forms[index])
      index += 1
    }
    return forms
  }

  /// Folders that are links on current systems.
  private static let systemLinks = [
    (from: ["lib"], to: ["usr", "lib"]), (from: ["var", "run"], to: ["run"]),
    (from: ["var", "lock"], to: ["run", "lock"]),
  ]

  private static func shorter(_ path: PathPattern) -> [PathPattern] {
    guard path.base == .root, let first = path.names.first else { return [] }
    var found: [PathPattern] = []
    for link in systemLinks {
      // A wildcard stays one: an exception counts only where every name is sure.
      let isSure = !path.names.prefix(link.from.count).contains(where: \.hasWildcard)
      guard path.names.count > link.from.count, zip(path.names, link.from).allSatisfy({ $0.meets($1) }) else {
        continue
      }
      let target = isSure ? link.to.map { NamePattern(literal: $0) } : link.to.map { NamePattern(rule: $0 + "*") }
      found.append(PathPattern(base: .root, names: target + path.names.dropFirst(link.from.count)))
    }
    if first.meets("root") { found.append(PathPattern(base: .home, names: Array(path.names.dropFirst()))) }
    for place in ["home", "Users", "export"] where first.meets(place) && path.names.count > 1 {
      found.append(PathPattern(base: .home, names: Array(path.names.dropFirst(2))))
    }
    // `/proc/1/root/etc/shadow` is `/etc/shadow`.
    if first.meets("proc"), let root = path.names.dropFirst(2).firstIndex(where: { $0.meets("root") }) {
      found.append(PathPattern(base: .root, names: Array(path.names[(root + 1)...])))
    }
    return found
  }
}
