import JSON
import Testing
import ToolCalling

@testable import ToolCalling

@Suite("What models write", .timeLimit(.minutes(1)))
struct FixtureTests {
  static let parser = ToolCallParser(tools: ModelOutput.tools)

  @Test("every fixture is read as it says", arguments: ModelOutput.folders)
  func readsAsExpected(folder: String) {
    for output in ModelOutput.all(in: folder) {
      var wanted = output.expectation
      wanted["why"] = nil
      wanted["finish_reason"] = nil
      wanted["open_end"] = nil
      var found = Self.parser.parse(output.text, wasCut: output.wasCut).described
      if wanted["kind"]?.string == "final_answer", wanted["text"] == nil { found["text"] = nil }
      #expect(found == wanted, "\(output.name): \(found.jsonText)")
    }
  }

  @Test("every file among the fixtures is one", arguments: ModelOutput.folders)
  func isFixture(folder: String) {
    for path in ModelOutput.paths(in: folder) where ModelOutput.read(path) == nil {
      Issue.record("Fixtures/\(path) does not begin with an expectation in JSON and a line ----")
    }
  }

  @Test("there are fixtures for every format", arguments: ToolCallFormats.all.map(\.name))
  func formatHasFixtures(name: String) {
    #expect(ModelOutput.all(in: name).count >= 3, "Fixtures/\(name) needs cases of what such a model writes")
  }

  @Test("there are as many cases as formats and rules need")
  func hasManyCases() {
    #expect(ModelOutput.everything.count > 800)
    #expect(ModelOutput.tools.count == 6)
  }

  @Test("the same bytes give the same outcome, and names are offered ones", arguments: ModelOutput.folders)
  func isDeterministic(folder: String) {
    let names = Set(ModelOutput.tools.map(\.name))
    for output in ModelOutput.all(in: folder) {
      let outcome = Self.parser.parse(output.text)
      #expect(outcome == Self.parser.parse(output.text))
      #expect(outcome.calls.allSatisfy { names.contains($0.name) })
    }
  }
}
