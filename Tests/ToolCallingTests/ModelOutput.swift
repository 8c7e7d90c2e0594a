import Foundation
import JSON
import TestSupport
import Testing
import ToolCalling

/// One fixture: what a model wrote, and what is to be made of it.
///
/// The first line of the file is the expectation as JSON (`kind`, `calls`, `preamble`, `text`, and `finish_reason` of the
/// reply), the second is `----`, the rest is the reply, without the line break at its end.
struct ModelOutput: Sendable, CustomTestStringConvertible {
  let name: String
  let expectation: JSONObject
  let text: String

  var testDescription: String { name }
  var wasCut: Bool { expectation["finish_reason"]?.string == "length" }

  static let folder = TestFiles.folder + "/ToolCallingTests/Fixtures"

  /// The folders that hold fixtures, sorted.
  static let folders: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.contains(".") }.sorted()
  }()

  /// The files of one folder by their paths below `folder`, sorted.
  static func paths(in group: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + group)) ?? []
    return names.sorted().map { group + "/" + $0 }
  }

  /// The fixtures of one folder, sorted by name. A file that is none is left out here, and a test fails by it.
  static func all(in group: String) -> [ModelOutput] { paths(in: group).compactMap(read) }

  static let everything: [ModelOutput] = folders.flatMap(all)

  /// The tools that every fixture offers.
  static let tools: [ToolDefinition] = {
    let list = try? JSONValue(parsing: text(of: "tools.json"))
    return (list?.array ?? []).compactMap { try? ToolDefinition(given: $0) }
  }()

  private static func text(of path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: folder + "/" + path) ?? Data(), as: UTF8.self)
  }

  /// Nil where the file does not begin with an expectation and its border.
  static func read(_ path: String) -> ModelOutput? {
    let bytes = Array(text(of: path).utf8)
    let border = Array("\n----\n".utf8)
    guard let head = bytes.firstIndex(of: 0x0A), bytes[head...].starts(with: border),
      let expectation = try? JSONValue(parsing: Array(bytes[..<head])).object
    else { return nil }
    let text = String(decoding: bytes[(head + border.count)...].dropLast(), as: UTF8.self)
    return ModelOutput(name: path, expectation: expectation, text: text)
  }
}

extension ParseOutcome {
  /// The calls as name and arguments; empty for everything else.
  var calls: [ToolCall] {
    guard case .toolCalls(let calls, _) = self else { return [] }
    return calls.map { ToolCall(name: $0.name, arguments: $0.arguments) }
  }

  /// The outcome in the words of a fixture.
  var described: JSONObject {
    switch self {
    case .toolCalls(let calls, let preamble):
      let list = calls.map { JSONValue.object(["name": .string($0.name), "arguments": .object($0.arguments)]) }
      var object: JSONObject = ["kind": "tool_calls", "calls": .array(list)]
      if let preamble { object["preamble"] = .string(preamble) }
      return object
    case .finalAnswer(let text): return ["kind": "final_answer", "text": .string(text)]
    case .malformed: return ["kind": "malformed"]
    }
  }
}
