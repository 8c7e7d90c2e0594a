import BuiltinTools
import JSON
import Testing
import ToolCalling

@Suite("The definitions of the built-in tools", .timeLimit(.minutes(1)))
struct DefinitionTests {
  /// As the prompt shows an argument: `- name (type, required): description`.
  private func lines(_ definition: ToolDefinition) -> [String] {
    let required = definition.parameters["required"]?.array?.compactMap(\.string) ?? []
    return (definition.parameters["properties"]?.object?.members ?? []).map { member in
      let kind = member.value["type"]?.string ?? ""
      let mark = required.contains(member.key) ? ", required" : ""
      return "\(member.key) (\(kind)\(mark)): \(member.value["description"]?.string ?? "")"
    }
  }

  @Test("are worded as the demo model learned them")
  func wording() async throws {
    let expected: [(String, String, [String])] = [
      (
        "ssh_exec", "Run a command on a remote host.",
        ["host (string, required): one of web1, db1", "command (string, required): shell command"]
      ),
      (
        "bash_command", "Run a shell command on this machine.",
        ["command (string, required): shell command", "timeout (integer): seconds"]
      ),
      (
        "read_file", "Read a text file.",
        ["file_path (string, required): path", "start_line (integer): first line", "end_line (integer): last line"]
      ),
      ("list_directory", "List the entries of a directory.", ["path (string, required): directory"]),
      (
        "glob_search", "Find files by name pattern.",
        ["pattern (string, required): glob such as **/*.py", "path (string): where to start"]
      ),
      (
        "grep_search", "Find lines that match a pattern in files.",
        [
          "pattern (string, required): regular expression", "path (string): file or directory",
          "file_pattern (string): glob for file names",
        ]
      ),
      (
        "write_file", "Write a file.",
        ["file_path (string, required): path", "content (string, required): new content"]
      ),
      (
        "edit_file", "Replace text in a file.",
        [
          "file_path (string, required): path", "old_string (string, required): text to replace",
          "new_string (string, required): replacement",
        ]
      ),
    ]
    let toolbox = try await Workplace().toolbox
    #expect(toolbox.definitions.map(\.name) == expected.map(\.0))
    for (name, description, arguments) in expected {
      let definition = try #require(toolbox[name]?.definition)
      #expect(definition.description == description)
      #expect(Array(lines(definition).prefix(arguments.count)) == arguments)
    }
  }

  @Test("have short arguments of their own at the end")
  func additions() async throws {
    let toolbox = try await Workplace().toolbox
    #expect(
      toolbox.definitions.map { lines($0) }.joined().filter { $0.contains("timeout") || $0.contains("hosts") } == [
        "timeout (integer): seconds", "hosts (array): more hosts, all at once", "timeout (integer): seconds",
      ])
  }

  @Test(
    "refuse what is missing or wrong in one sentence",
    arguments: [
      ("read_file", [:], "read_file needs the argument file_path, a string."),
      ("read_file", ["file_path": 5], "The argument file_path of read_file is a string, not number."),
      ("read_file", ["file_path": "a\0b"], "The argument file_path of read_file holds a NUL character; leave it out."),
      (
        "read_file", ["file_path": "a", "start_line": 0],
        "The argument start_line of read_file is 0; it must be from 1 to 2147483647."
      ),
      (
        "read_file", ["file_path": "a", "start_line": 5, "end_line": 4],
        "end_line 4 of read_file comes before start_line 5."
      ),
      (
        "bash_command", ["command": "true", "timeout": "soon"],
        "The argument timeout of bash_command is a whole number."
      ),
      (
        "bash_command", ["command": "true", "timeout": 601],
        "The argument timeout of bash_command is 601; it must be from 1 to 600."
      ),
      ("glob_search", ["pattern": "/"], "The pattern `/` of glob_search cannot be read; for example `**/*.log`."),
      (
        "grep_search", ["pattern": "a\nb"],
        "The pattern of grep_search is one line; write `a|b` for one or the other."
      ),
      ("ssh_exec", ["command": "true"], "ssh_exec needs the argument host, a string."),
      (
        "ssh_exec", ["host": "ghost9", "command": "true"],
        "The host ghost9 is not in the allowed list (one of web1, db1); the user can add it to ~/.ssh/config or DEPUTY_HOSTS."
      ),
      (
        "edit_file", ["file_path": "a", "old_string": "x", "new_string": "x"],
        "old_string and new_string of edit_file are the same."
      ),
    ] as [(String, JSONObject, String)])
  func refusals(tool: String, arguments: JSONObject, sentence: String) async throws {
    let result = try await Workplace().callInside(tool, arguments)
    #expect(result.text == sentence)
    #expect(result.isError)
  }
}
