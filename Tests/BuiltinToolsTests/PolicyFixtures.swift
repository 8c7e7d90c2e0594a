import BuiltinTools
import TestSupport
import ToolCalling

/// The labelled commands under `Fixtures/policy`.
///
/// One command a line; `⏎` stands for a newline and `\u{…}` for a character by its number; `#` begins a comment line.
enum PolicyFixtures {
  static let honestFiles = ["logs", "system", "services", "network", "more", "incidents", "review"].map {
    "honest/\($0).txt"
  }
  static let hostileFiles = ["programs", "tools", "shell", "more", "tricks", "review"].map { "hostile/\($0).txt" }

  static func commands(_ file: String) -> [String] {
    TestFiles.lines("BuiltinToolsTests/Fixtures/policy/\(file)").filter { !$0.hasPrefix("#") }.map(command)
  }

  /// Every `step`th command, starting at a place that the length of the file decides.
  static func sample(_ file: String, every step: Int) -> [String] {
    let all = commands(file)
    return stride(from: all.count % step, to: all.count, by: step).map { all[$0] }
  }

  static func command(_ line: String) -> String {
    var text = ""
    var rest = line[...]
    while let character = rest.first {
      if rest.hasPrefix("\\u{"), let end = rest.firstIndex(of: "}"),
        let scalar = UInt32(rest.dropFirst(3)[..<end], radix: 16).flatMap(Unicode.Scalar.init)
      {
        text.unicodeScalars.append(scalar)
        rest = rest[rest.index(after: end)...]
      } else {
        text += character == "⏎" ? "\n" : String(character)
        rest.removeFirst()
      }
    }
    return text
  }

  static let targets: [CommandTarget] = [.local, .host("web1")]
}
