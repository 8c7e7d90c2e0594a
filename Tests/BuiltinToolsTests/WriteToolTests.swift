import JSON
import Testing
import ToolCalling

@testable import BuiltinTools

@Suite("Writing tools", .timeLimit(.minutes(1)))
struct WriteToolTests {
  @Test("write_file makes and replaces files, and keeps their mode")
  func write() async throws {
    let place = try await Workplace(files: ["run.sh": "old"])
    try await place.shell("chmod 750 run.sh")
    let made = try await place.call("write_file", ["file_path": "new.txt", "content": "ä\n"])
    #expect(made.text == "Made new.txt, 3 bytes.")
    let replaced = try await place.call("write_file", ["file_path": "run.sh", "content": "new"])
    #expect(replaced.text == "Replaced run.sh, now 3 bytes.")
    #expect(try await place.shell("cat new.txt run.sh; stat -c %a run.sh; ls -A") == "ä\nnew750\nnew.txt\nrun.sh\n")
  }

  @Test("edit_file replaces one exact match")
  func edit() async throws {
    let place = try await Workplace(files: ["a.conf": "port = 1\nhost = x\nport = 1\n"])
    let done = try await place.call(
      "edit_file", ["file_path": "a.conf", "old_string": "host = x", "new_string": "host = y"])
    #expect(done.text == "Replaced line 2 of a.conf.")
    #expect(try await place.shell("cat a.conf") == "port = 1\nhost = y\nport = 1\n")
    let twice = try await place.call("edit_file", ["file_path": "a.conf", "old_string": "port = 1", "new_string": "2"])
    #expect(
      twice.text == "old_string occurs 2 times in a.conf (lines 1, 3); add the lines around it so that it occurs once.")
    let never = try await place.call("edit_file", ["file_path": "a.conf", "old_string": "port=1", "new_string": "2"])
    #expect(
      never.text == "old_string does not occur in a.conf; it must match exactly, spaces and line ends included.")
    #expect(twice.isError && never.isError)
  }

  @Test("nothing is written through a link, or where there is no folder")
  func links() async throws {
    let place = try await Workplace(files: ["real/a": "x"])
    try await place.shell("ln -s real way; ln -s real/a link; ln -s nowhere dangling")
    for path in ["way/a", "link", "dangling"] {
      let result = try await place.call("write_file", ["file_path": .string(path), "content": "y"])
      #expect(result.text == "\(path) is reached through a link; files are written only by their own path.")
    }
    let lost = try await place.call("write_file", ["file_path": "no/a", "content": "y"])
    #expect(lost.text == "no/a cannot be written: there is no folder \(place.folder)/no.")
    let folder = try await place.call("write_file", ["file_path": "real", "content": "y"])
    #expect(folder.text == "real is a folder; use list_directory.")
    #expect(try await place.shell("cat real/a") == "x")
  }

  @Test("a policy that reads only does not offer them")
  func offered() async throws {
    let place = try await Workplace(level: .readOnly)
    #expect(place.toolbox["write_file"] == nil && place.toolbox["edit_file"] == nil)
    #expect(place.toolbox["read_file"] != nil)
  }

  @Test("a policy that asks asks before each write")
  func verdicts() async throws {
    let place = try await Workplace(level: .ask)
    let tool = try #require(place.toolbox["write_file"])
    #expect(
      tool.verdict(on: ["file_path": "a", "content": ""])
        == .ask(reason: "`write_file` changes `a`; a human must allow it."))
    #expect(!tool.isReadOnly)
    guard case .deny = tool.verdict(on: ["file_path": ".git/hooks/post-commit", "content": ""]) else {
      Issue.record("a hook of git may be written")
      return
    }
  }
}
