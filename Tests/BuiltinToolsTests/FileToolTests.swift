import JSON
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("File tools", .timeLimit(.minutes(1)))
struct FileToolTests {
  @Test("read_file gives the lines as they are")
  func read() async throws {
    let place = try await Workplace(files: ["a.txt": "one\n  two\n\nfour\n"])
    let result = try await place.call("read_file", ["file_path": "a.txt"])
    #expect(result.text == "one\n  two\n\nfour")
    #expect(result.notes == [])
    #expect(!result.isError)
  }

  @Test(
    "read_file gives a range of lines",
    arguments: [
      (2, 3, "two\nthree", ["lines 2-3"]), (3, nil, "three\nfour", ["lines 3-4, the end of the file"]),
      (1, 1, "one", ["lines 1-1"]), (4, 99, "four", ["lines 4-4, the end of the file"]),
    ] as [(Int, Int?, String, [String])])
  func range(first: Int, last: Int?, text: String, notes: [String]) async throws {
    let place = try await Workplace(files: ["a.txt": "one\ntwo\nthree\nfour"])
    var arguments: JSONObject = ["file_path": "a.txt", "start_line": .number(JSONNumber(first))]
    arguments["end_line"] = last.map { .number(JSONNumber($0)) }
    let result = try await place.call("read_file", arguments)
    #expect(result.text == text)
    #expect(result.notes == notes)
  }

  @Test(
    "read_file knows encodings, and describes what is no text",
    arguments: [
      ([0xEF, 0xBB, 0xBF, 0x68, 0x69], "hi", []), ([0xFF, 0xFE, 0x68, 0, 0xE4, 0, 0x0A, 0], "hä", ["read as UTF-16"]),
      ([0xFE, 0xFF, 0, 0x68], "h", ["read as UTF-16"]), ([0x67, 0xFC, 0x6E], "gün", ["not UTF-8; read as Latin-1"]),
      ([0x1F, 0x8B, 8], "a is a gzip file of 3 bytes, not text. Use bash_command with `zcat a`.", []),
      ([1, 0, 2, 0], "a is a binary file of 4 bytes, not text.", []), ([], "", ["the file is empty"]),
    ] as [([UInt8], String, [String])])
  func encodings(bytes: [UInt8], text: String, notes: [String]) async throws {
    let place = try await Workplace()
    try await place.write("a", bytes)
    let result = try await place.call("read_file", ["file_path": "a"])
    #expect(result.text == text)
    #expect(result.notes == notes)
  }

  @Test("read_file takes a range out of a huge file, and says how to go on where it stops")
  func huge() async throws {
    let place = try await Workplace()
    try await place.shell("seq 1 2000000 >big; truncate -s 20 pad")
    let range = try await place.call("read_file", ["file_path": "big", "start_line": 1_999_999])
    #expect(range.text == "1999999\n2000000")
    let beyond = try await place.call("read_file", ["file_path": "big", "start_line": 2_000_001])
    #expect(beyond.text == "big has 2000000 lines; start_line 2000001 is beyond its end.")
    var scan = LineScan(first: 2, last: nil, limit: 10)
    scan.take(Array("one\ntwo\nthree\nfour\nfive\n".utf8))
    #expect(String(decoding: scan.finish(), as: UTF8.self) == "two\nthree")
    #expect(scan.isCut && scan.count == 2)
  }

  @Test("read_file ends where its call is cancelled, however long the file is")
  func cancelled() async throws {
    let place = try await Workplace()
    // One line without an end, of which 1 TiB are read as zeros.
    try await place.shell("head -c 10000 /dev/zero | tr '\\0' x >big; truncate -s 1T big")
    let task = Task { try await place.call("read_file", ["file_path": "big", "start_line": 2]) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("read_file ends where its time is up, and says how far it came")
  func timeIsUp() async throws {
    let place = try await Workplace(files: ["small": "one\ntwo\n"])
    try await place.shell("seq 1 9000 >long; head -c 10000 /dev/zero | tr '\\0' x >big; truncate -s 1T big")
    let tool = ReadFileTool(
      roots: FileRoots(folders: [place.folder], base: place.folder),
      policy: ToolPolicy(local: PolicyConfiguration(), hosts: [:]))
    let read = { (path: String, first: Int) in
      try tool.result(
        of: CallArguments(["file_path": .string(path), "start_line": .number(JSONNumber(first))], of: "read_file"),
        within: WorkLimit(time: .zero))
    }
    let long = try read("long", 1)
    #expect(long.text.hasSuffix("\n3497\n3498"))
    #expect(
      long.notes == [
        "lines 1-3498", "the 0 s for reading were over after line 3498; ask for more with start_line 3499",
      ])
    let big = try read("big", 2)
    #expect(
      big
        == .failure(
          "The 0 s for reading big were over at line 1, before line 2 was read; look for what you need with grep_search "
            + "instead."))
    #expect(try read("small", 2) == ToolResult(text: "two", notes: ["lines 2-2, the end of the file"]))
    withExtendedLifetime(place) {}
  }

  @Test("list_directory sorts the names and marks folders and links")
  func list() async throws {
    let place = try await Workplace(files: ["b": "", "A/x": "", "c": ""])
    try await place.shell("ln -s b link")
    #expect(try await place.call("list_directory", ["path": "."]).text == "A/\nb\nc\nlink@")
  }

  @Test("glob_search finds files, newest first, without .git and what git ignores")
  func glob() async throws {
    let place = try await Workplace(files: [
      ".git/x.py": "", ".gitignore": "build/\n*.tmp.py\n", "build/y.py": "", "a.py": "", "src/b.py": "",
      "src/c.tmp.py": "", "src/d.txt": "",
    ])
    try await place.shell("touch -d '2020-01-01' a.py")
    #expect(try await place.call("glob_search", ["pattern": "**/*.py"]).text == "src/b.py\na.py")
    let absolute = try await place.call("glob_search", ["pattern": "*.py", "path": .string(place.folder + "/src")])
    #expect(absolute.text == place.folder + "/src/b.py")
    #expect(try await place.call("glob_search", ["pattern": "*.rs"]).text == "No file matches *.rs.")
  }

  @Test("grep_search gives path, line and text")
  func grep() async throws {
    let place = try await Workplace(files: [
      "a.log": "x\nERROR one\n", "d/b.log": "ERROR two\n", "d/c.txt": "ERROR 3\n",
    ])
    let all = try await place.call("grep_search", ["pattern": "ERROR (one|two)"])
    #expect(all.text == "a.log:2:ERROR one\nd/b.log:1:ERROR two")
    let some = try await place.call("grep_search", ["pattern": "ERROR", "path": "d", "file_pattern": "*.txt"])
    #expect(some.text == "d/c.txt:1:ERROR 3")
    #expect(try await place.call("grep_search", ["pattern": "x", "path": "a.log"]).text == "1:x")
    #expect(try await place.call("grep_search", ["pattern": "nothing"]).text == "No line matches.")
  }

  @Test("bash_command gives output, errors and exit status")
  func bash() async throws {
    let place = try await Workplace(files: ["a.log": "x\n"])
    let result = try await place.call("bash_command", ["command": "cat a.log; echo oops >&2; exit 4"])
    #expect(result.text == "x\n[standard error:]\noops")
    #expect(result.exitCode == 4)
    #expect(!result.isError)
  }

  @Test(
    "bash_command says what was ended in the background",
    arguments: [
      ("sleep 30 & echo x", true), ("nohup sleep 30 >/dev/null 2>&1 & echo x", true), ("echo x | cat", false),
      ("echo x", false),
    ])
  func background(command: String, isLeft: Bool) async throws {
    let place = try await Workplace()
    let result = try await place.call("bash_command", ["command": .string(command)])
    #expect(result.text == "x" && result.exitCode == 0)
    let note =
      "processes that the command left in the background were ended, unless they have a session of their own; their "
      + "output may be incomplete"
    #expect(result.notes == (isLeft ? [note] : []))
  }
}
