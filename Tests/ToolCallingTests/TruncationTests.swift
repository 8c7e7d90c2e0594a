import JSON
import Testing
import ToolCalling

@testable import ToolCalling

/// Half a command is another command, so a reply that was cut anywhere must not give one.
@Suite("Replies cut at every byte", .timeLimit(.minutes(5)))
struct TruncationTests {
  static let parser = ToolCallParser(tools: ModelOutput.tools)

  @Test("a reply that the server cut gives only calls that the whole gives", arguments: ModelOutput.folders)
  func cutByServer(folder: String) async {
    for output in ModelOutput.toCut(in: folder) {
      // Long work on a shared thread: let the other suites in.
      await Task.yield()
      let whole = output.allCalls
      for (length, cut) in output.cuts {
        for call in Self.parser.parse(cut, wasCut: true).calls {
          #expect(whole.contains(call), "\(output.name) at \(length): \(call)")
        }
      }
    }
  }

  @Test(
    "a reply that just ends gives only calls of the whole, at most without their last arguments",
    arguments: ModelOutput.folders)
  func endsEarly(folder: String) async {
    for output in ModelOutput.toCut(in: folder) where output.isWhole {
      // Long work on a shared thread: let the other suites in.
      await Task.yield()
      let whole = output.allCalls
      for (length, cut) in output.cuts where length % 3 == 0 {
        for call in Self.parser.parse(cut).calls {
          #expect(whole.contains { call.isBeginning(of: $0) }, "\(output.name) at \(length): \(call)")
        }
      }
    }
  }
}

extension ModelOutput {
  /// The fixtures of a folder, without the variants of one notation: another
  /// text before it, two calls of it.
  fileprivate static func toCut(in folder: String) -> [ModelOutput] {
    all(in: folder).filter { output in
      !["-preamble.txt", "-reasoning.txt", "-empty-arguments.txt", "-nested.txt", "-parallel.txt"].contains {
        output.name.hasSuffix($0)
      }
    }
  }

  /// False where the notation has no mark for its end, so that a beginning cannot be told from a whole, and where the
  /// whole is no call because of something that comes late in it.
  fileprivate var isWhole: Bool {
    expectation["open_end"]?.bool != true && expectation["kind"]?.string != "malformed"
  }

  /// The reply cut after every byte that ends a character, with the bytes that are left.
  fileprivate var cuts: [(length: Int, text: String)] {
    let bytes = Array(text.utf8)
    return (0..<bytes.count).compactMap { length in
      String(validating: bytes[..<length], as: UTF8.self).map { (length, $0) }
    }
  }

  /// Every call that stands anywhere in the reply, executed or only quoted.
  fileprivate var allCalls: [ToolCall] {
    let names = ToolNames(ModelOutput.tools)
    let quoted = text.withBytes { bytes in
      var search = QuotedCalls(bytes: bytes, tools: names)
      return search.all()
    }
    let resolved = quoted.compactMap { candidate -> ToolCall? in
      guard let tool = names.resolve(candidate.name),
        let arguments = try? CandidateArguments(tool).arguments(of: candidate)
      else { return nil }
      return ToolCall(name: tool.name, arguments: arguments)
    }
    return resolved + ToolCallParser(tools: ModelOutput.tools).parse(text).calls
  }
}

extension ToolCall {
  /// Whether the other call says the same and perhaps more.
  fileprivate func isBeginning(of other: ToolCall) -> Bool {
    name == other.name && JSONValue.object(arguments).isBeginning(of: .object(other.arguments))
  }
}

extension JSONValue {
  fileprivate func isBeginning(of other: JSONValue) -> Bool {
    switch (self, other) {
    case (.object(let part), .object(let whole)):
      part.members.allSatisfy { member in whole[member.key].map { member.value.isBeginning(of: $0) } ?? false }
    case (.array(let part), .array(let whole)):
      part.count <= whole.count && zip(part, whole).allSatisfy { $0.isBeginning(of: $1) }
    default: self == other
    }
  }
}
