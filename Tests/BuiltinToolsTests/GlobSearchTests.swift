import JSON
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("Searches for files", .timeLimit(.minutes(1)))
struct GlobSearchTests {
  private func result(_ files: [String: String], _ pattern: String) async throws -> ToolResult {
    try await Workplace(files: files).call("glob_search", ["pattern": .string(pattern)])
  }

  @Test("count what git ignores where other files match")
  func counted() async throws {
    let files = [".git/HEAD": "", ".gitignore": "*.tmp.py\nbuild/\n", "a.py": "", "b.tmp.py": ""]
    let one = try await result(files, "**/*.py")
    #expect(one.text == "a.py")
    #expect(one.notes == ["1 file that git ignores is left out; list_directory shows it"])
    let more = ["build/d/c.py": "", "build/.git/d.py": "", "build/e.txt": ""]
    let several = try await result(files.merging(more) { $1 }, "**/*.py")
    #expect(several.text == "a.py")
    #expect(several.notes == ["2 files that git ignores are left out; list_directory shows them"])
  }

  @Test("give the files that git ignores where no others match")
  func ignoredAlone() async throws {
    let files = [".git/HEAD": "", ".gitignore": "*.log\nrun/\n", "a.py": "", "x.log": "", "run/y.txt": ""]
    let logs = try await result(files, "**/*.log")
    #expect(logs.text == "x.log")
    #expect(logs.notes == ["git ignores these files"])
    let texts = try await result(files, "**/*.txt")
    #expect(texts.text == "run/y.txt")
    #expect(texts.notes == ["git ignores these files"])
    let none = try await result(files, "**/*.rs")
    #expect(none == ToolResult(text: "No file matches **/*.rs."))
  }
}
