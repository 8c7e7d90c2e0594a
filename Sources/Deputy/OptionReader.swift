/// Reads the arguments of a subcommand: known options with their values, everything else as operands.
///
/// `--name value` and `--name=value` are the same; so are `-h` and `--help`; `--` ends the options. The first fault ends
/// the reading with a sentence that says what would be right.
struct OptionReader {
  /// An option of a subcommand.
  struct Option {
    let name: String
    /// What its value is called in the usage; nil for an option without one.
    let value: String?
    let summary: String
  }

  /// A wrong argument, as a sentence.
  struct Fault: Error, Hashable, CustomStringConvertible {
    let description: String
  }

  let command: String
  let options: [Option]
  private(set) var values: [String: [String]] = [:]
  private(set) var operands: [String] = []

  init(command: String, options: [Option], arguments: [String]) throws(Fault) {
    self.command = command
    self.options = options
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        return
      }
      if argument.hasPrefix("--") || argument == "-h" {
        try take(argument == "-h" ? "--help" : argument, &rest)
      } else if argument.hasPrefix("-"), argument.count > 1 {
        throw Fault(description: "\(command) has no option \(argument). \(known)")
      } else {
        operands.append(argument)
      }
    }
  }

  private mutating func take(_ argument: String, _ rest: inout ArraySlice<String>) throws(Fault) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let option = options.first(where: { $0.name == parts[0] }) else {
      throw Fault(description: "\(command) has no option \(parts[0]). \(known)")
    }
    guard let wanted = option.value else {
      guard parts.count == 1 else { throw Fault(description: "\(option.name) takes no value.") }
      values[option.name, default: []].append("")
      return
    }
    guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
      throw Fault(description: "\(option.name) needs a value: \(option.name) \(wanted).")
    }
    values[option.name, default: []].append(value)
  }

  private var known: String {
    options.isEmpty ? "It has none." : "It has \(options.map(\.name).joined(separator: ", "))."
  }

  /// True where the option was given.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The last value of the option.
  func last(_ name: String) -> String? { values[name]?.last }

  /// The option's value as a whole number within `range`; nil where it was not given.
  func number(_ name: String, in range: ClosedRange<Int>) throws(Fault) -> Int? {
    guard let text = last(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw Fault(
        description: "\(name) is \"\(text)\", and must be a whole number "
          + "from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  /// The lines of the usage that list the options.
  static func usage(_ options: [Option]) -> String {
    let names = options.map { $0.name + ($0.value.map { " " + $0 } ?? "") }
    let width = names.map(\.count).max() ?? 0
    return zip(names, options).map { name, option in
      "  \(name)\(String(repeating: " ", count: width - name.count))  \(option.summary)"
    }.joined(separator: "\n")
  }
}
