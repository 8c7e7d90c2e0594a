import JSON
import Platform
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("Searches in files", .timeLimit(.minutes(1)))
struct GrepSearchTests {
  /// The tool on a machine without `rg`, whatever this one has.
  private func grep(_ place: Workplace, _ arguments: JSONObject) async throws -> ToolResult {
    let tool = GrepSearchTool(
      roots: roots(place), policy: ToolPolicy(local: PolicyConfiguration(level: .full), hosts: [:]),
      runner: place.runner,
      environment: ChildEnvironment(from: ["LC_ALL": "C.UTF-8"], path: ExecutableSearch().variable),
      search: ExecutableSearch(folders: []))
    return try await tool.call(arguments, in: ToolContext())
  }

  private func roots(_ place: Workplace) -> FileRoots { FileRoots(folders: [place.folder], base: place.folder) }

  @Test(
    "find what the patterns of Rust and Perl mean, with grep alone",
    arguments: [
      ("(?i)error", "1:ERROR 12\n2:error x"), (#"ERROR \d+"#, "1:ERROR 12"), ("(?:ERROR|x) 1", "1:ERROR 12"),
      ("ER+?OR", "1:ERROR 12"), (#"\berror\b"#, "2:error x"), ("(?i)grün", "3:café GRÜN"), ("é{1,2} ", "3:café GRÜN"),
      ("[äéx] G", "3:café GRÜN"), (#"[^\x00-\x7F]"#, "3:café GRÜN"), (#"^a\tb$"#, "4:a\tb"),
      (#"\[\d{4}-\d\d-[\d]+\]"#, "5:[2026-01-02] -"), (#"\S+ [-\]]"#, "5:[2026-01-02] -"),
      (#"{"level""#, #"6:{"level":"x"}"#),
    ])
  func patterns(pattern: String, text: String) async throws {
    let place = try await Workplace(files: [
      "a.log": "ERROR 12\nerror x\ncafé GRÜN\na\tb\n[2026-01-02] -\n{\"level\":\"x\"}\n"
    ])
    let result = try await grep(place, ["pattern": .string(pattern), "path": "a.log"])
    #expect(result.text == text)
    #expect(result.notes == [])
  }

  @Test(
    "find letters outside of ASCII with grep alone",
    arguments: [
      (#"\bÄnderung\b"#, "2:Änderung am café heute"), (#"café\b"#, "2:Änderung am café heute"),
      (#"\b(café|tea)\b"#, "2:Änderung am café heute"), ("^.nderung", "2:Änderung am café heute"),
      ("M.ller", "1:Müller größe\n3:Miller"), (#"M\wller"#, "1:Müller größe\n3:Miller"),
      (#"M\Sller"#, "1:Müller größe\n3:Miller"), ("M[^x]ller", "1:Müller größe\n3:Miller"),
      ("^M.?.?ller", "1:Müller größe\n3:Miller\n4:Mller"), (#"^\w+ gr\w+$"#, "1:Müller größe"),
      ("^M.{5} gr.{2,3}$", "1:Müller größe"), (#"^[\w-]+ [\w-]+$"#, "1:Müller größe"), (#"^\b\w{5}\b$"#, "4:Mller"),
    ])
  func foreignLetters(pattern: String, text: String) async throws {
    let place = try await Workplace(files: ["a.log": "Müller größe\nÄnderung am café heute\nMiller\nMller\n"])
    let result = try await grep(place, ["pattern": .string(pattern), "path": "a.log"])
    #expect(result.text == text)
  }

  @Test("read a named file as text, whatever bytes it holds")
  func bytes() async throws {
    let place = try await Workplace()
    try await place.write("n.log", Array("ERROR a\n\0\0\nERROR b\n".utf8))
    try await place.write("l.log", Array("caf".utf8) + [0xE9] + Array(" Error\n".utf8))
    try await place.write(
      "w.log", [0xFF, 0xFE] + Array("Error\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    let search = { (path: String) in try await grep(place, ["pattern": "(?i)error", "path": .string(path)]) }
    #expect(try await search("n.log").text == "1:ERROR a\n3:ERROR b")
    #expect(try await search("l.log").text == "1:caf\u{FFFD} Error")
    #expect(try await search("w.log").text == "1:Error")
    // In a folder what holds a NUL is left out, which is told where nothing else was found.
    let all = try await search(".")
    #expect(all.text == "l.log:1:caf\u{FFFD} Error")
    try await place.shell("rm l.log")
    let none = try await search(".")
    #expect(none.text == "No line matches.")
    #expect(
      none.notes == ["files with NUL bytes (binary or compressed) were not searched; name one as path to search it"])
  }

  @Test("say of a compressed file without a match what it is")
  func compressed() async throws {
    let place = try await Workplace()
    try await place.write("a.gz", [0x1F, 0x8B, 8])
    let result = try await grep(place, ["pattern": "error", "path": "a.gz"])
    #expect(result.text == "No line matches.")
    #expect(result.notes == ["a.gz is a gzip file of 3 bytes, not text. Use bash_command with `zcat a.gz`."])
  }

  @Test(
    "take names with alternatives, and say where a pattern of paths was widened",
    arguments: [
      ("*.{ts,tsx}", "d/b.tsx:1:x\nsrc/a.ts:1:x", []), ("**/*.py", "d/c.py:1:x", []),
      (
        "src/**/*.{ts,tsx}", "d/b.tsx:1:x\nsrc/a.ts:1:x",
        ["file_pattern was read as `*.ts`, `*.tsx` in every folder; name a folder with path"]
      ),
    ] as [(String, String, [String])])
  func names(pattern: String, text: String, notes: [String]) async throws {
    let place = try await Workplace(files: ["src/a.ts": "x\n", "d/b.tsx": "x\n", "d/c.py": "x\n"])
    let result = try await grep(place, ["pattern": "x", "file_pattern": .string(pattern)])
    #expect(result.text.split(separator: "\n").sorted().joined(separator: "\n") == text)
    #expect(result.notes == notes)
    let many = "{" + String(repeating: "a,", count: GlobPattern.mostAlternatives) + "a}"
    let refused = try await grep(place, ["pattern": "x", "file_pattern": .string(many)])
    #expect(refused.isError && refused.text.hasSuffix("of grep_search has more than 64 alternatives; write fewer."))
  }

  @Test(
    "tell what the program complained about",
    arguments: [
      (
        2, "grep: ./a: Permission denied\ngrep: ./b/c: Permission denied\n", "No line matches.",
        ["2 files or folders could not be read"]
      ),
      (2, "rg: ./a: Permission denied (os error 13)\n", "No line matches.", ["1 file or folder could not be read"]),
      (2, "./a: Permission denied (os error 13)\n", "No line matches.", ["1 file or folder could not be read"]),
      (1, "grep: warning: ? at start of expression\n", "No line matches.", ["grep: warning: ? at start of expression"]),
      (
        2, "grep: Unmatched ( or \\(\n", "grep_search could not read the pattern `x`: grep: Unmatched ( or \\(", []
      ),
      (
        2, "regex parse error:\n    (a\n    ^\nerror: unclosed group\n",
        "grep_search could not read the pattern `x`: error: unclosed group", []
      ),
      (
        2, "", "grep_search could not read the pattern `x`: the search ended with exit status 2 and no word.", []
      ),
    ] as [(Int, String, String, [String])])
  func complaints(code: Int, said: String, text: String, notes: [String]) async throws {
    let place = try await Workplace(files: ["a": ""])
    let report = SearchReport(
      request: try SearchRequest(CallArguments(["pattern": "x"], of: "grep_search")),
      place: try SearchPlace("a", roots: roots(place)), roots: roots(place))
    let result = report.result(
      ChildOutcome(
        status: .exited(code), standardOutput: ChildOutput(), standardError: ChildOutput(head: Array(said.utf8)),
        ending: .itself, duration: .zero))
    #expect(result.text == text)
    #expect(result.notes == notes)
  }

  @Test("ask rg for the same files as grep, and give it the pattern as it is")
  func ripgrep() async throws {
    let place = try await Workplace()
    try await place.shell("printf '#!/bin/sh\\n' >rg; chmod +x rg")
    let program = SearchProgram(search: ExecutableSearch(folders: [place.folder]))
    let request = try SearchRequest(
      CallArguments(["pattern": #"(?=\d)"#, "file_pattern": "*.{ts,tsx}"], of: "grep_search"))
    #expect(
      try program.command(for: request, isFolder: true).arguments == [
        "--no-config", "--color=never", "--no-heading", "--hidden", "--no-ignore", "--with-filename", "--null",
        "--sort=path", "--glob=*.{ts,tsx}", "--glob=!.git", "-n", "-e", #"(?=\d)"#, "--", ".",
      ])
    #expect(
      try program.command(for: request, isFolder: false).arguments == [
        "--no-config", "--color=never", "--no-heading", "--hidden", "--no-ignore", "--no-filename", "--text", "-n",
        "-e",
        #"(?=\d)"#, "--", "-",
      ])
    #expect(program.note(on: request, isFolder: true) == nil)
  }
}
