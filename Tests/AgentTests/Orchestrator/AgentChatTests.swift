import JSON
import Synchronization
import TestSupport
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct AgentChatTests {
  @Test func `Both tools together take at most 2,150 bytes of tools/list`() {
    let bench = AgentBench(ScriptedModel())
    let tools = [bench.chat.definition, bench.list.definition].map { tool -> JSONValue in
      [
        "name": .string(tool.name), "description": .string(tool.description),
        "inputSchema": .object(tool.parameters),
      ]
    }
    let size = JSONValue.object(["tools": .array(tools)]).jsonBytes.count
    #expect(size <= 2150, "\(size) bytes")
  }

  @Test(
    arguments: [
      (
        [:], "task is needed to start a conversation. Example: {\"task\": \"Which errors are in /var/log/syslog?\"}"
      ),
      (
        ["task": 7], "task must be a text, but it is 7. Example: {\"task\": \"Which errors are in /var/log/syslog?\"}"
      ),
      (
        ["task": "x", "max_iterations": 0],
        "max_iterations must be a whole number from 1 to 100, but it is 0. Example: {\"max_iterations\": 10}"
      ),
      (
        ["task": "x", "max_iterations": "ten"],
        "max_iterations must be a whole number from 1 to 100, but it is \"ten\". Example: {\"max_iterations\": 10}"
      ),
      (
        ["task": "x", "temperature": 3],
        "temperature must be a number from 0 to 2, but it is 3. Example: {\"temperature\": 0.3}"
      ),
      (
        ["task": "x", "auto_execute": "no"],
        "auto_execute must be true or false, but it is \"no\". Example: {\"auto_execute\": false}"
      ),
      (
        ["conversation_id": "c1", "tool_result": "text"],
        "tool_result must be an object with tool_name and result, but it is \"text\". Example: {\"tool_result\": "
          + "{\"tool_name\": \"run_command\", \"result\": \"what it printed\"}}"
      ),
      (
        ["tool_result": ["result": "x"], "task": "x"],
        "tool_result needs the conversation_id of the answer that asked for it. Example: {\"conversation_id\": \"…\", "
          + "\"tool_result\": {\"tool_name\": \"run_command\", \"result\": \"…\"}}"
      ),
      (
        ["conversation_id": "c1", "tool_results": [["call_id": 2, "result": "of another call"]]],
        "tool_results must be a list of results, but it is {\"call_id\":2,\"result\":\"of another call\"}. Example: "
          + "{\"tool_results\": [{\"call_id\": \"call_3\", \"result\": \"what it printed\"}]}"
      ),
      (
        ["task": "x", "tools": [["name": "read_output", "description": "Mine."]]],
        "tools holds \"read_output\", which is the name of Deputy's own tool for reading stored results. Give yours "
          + "another name."
      ),
    ] as [(JSONObject, String)])
  func `A bad argument is named, with what is expected and an example`(
    arguments: JSONObject, sentence: String
  ) async throws {
    let bench = AgentBench(ScriptedModel())
    let result = try await bench.chat.call(arguments, in: ToolContext())
    #expect(result.isError)
    #expect(result.structured?["type"] == "error")
    #expect(result.structured?["content"] == .string(sentence))
    #expect(bench.model.requests.isEmpty)
  }

  @Test func `Null is as good as nothing, and zero is a temperature`() async throws {
    let bench = AgentBench(ScriptedModel("Done."))
    let answer = try await bench.call([
      "task": "x", "conversation_id": nil, "tools": nil, "max_iterations": nil, "temperature": 0, "model": "qwen",
    ])
    #expect(answer["type"] == "final_answer")
    #expect(bench.model.requests.first?.temperature == 0)
    #expect(bench.model.requests.first?.model == "qwen")
    #expect(bench.model.requests.first?.conversation == "c1")
  }

  @Test func `Text and structured content are the same object, and figures go to the metadata`() async throws {
    let usage = TokenUsage(prompt: 300, cached: 250, generated: 12)
    let tool = ScriptedTool("look", returns: String(repeating: "x", count: 5000))
    let bench = AgentBench(
      ScriptedModel([
        .reply(ChatReply(text: "{\"tool\": \"look\", \"arguments\": {\"command\": \"ls\"}}", usage: usage)),
        .reply(ChatReply(text: "Done.", usage: usage)),
      ]), tools: [tool])
    let result = try await bench.chat.call(["task": "x"], in: ToolContext())
    let structured = try #require(result.structured)
    #expect(result.text == structured.jsonText)
    #expect(structured["tokens_used"] == ["prompt": 600, "cached": 500, "generated": 24])
    let figures = try #require(result.meta?["deputy/statistics"])
    #expect(figures["turns"]?.array?.first == ["prompt": 300, "cached": 250, "generated": 12, "ms": 0])
    #expect(figures["tool_output_bytes"] == 5000)
    #expect(figures["kept_out_of_context_bytes"]?.int == 5000 - result.text.utf8.count)
    #expect(figures["window"] == 8192)
    #expect(figures["slots"] == 4)
  }

  @Test func `A call that was a loss says so`() async throws {
    let bench = AgentBench(ScriptedModel("A long answer to nothing that was read."))
    let result = try await bench.chat.call(["task": "x"], in: ToolContext())
    #expect(
      result.meta?["deputy/statistics"]?["note"]
        == "The answer was larger than what was read: asking the tools directly costs less.")
  }

  @Test func `A long answer is cut on a line border and says how much is left out`() {
    let text = (1...2000).map { "line \($0) äöü" }.joined(separator: "\n")
    let cut = AnswerText.cut(text, to: 100)
    #expect(cut.hasPrefix("line 1 äöü\n"))
    #expect(
      cut.hasSuffix(
        "\n[… the answer was cut here: 26,794 of 26,892 characters left out. Ask a follow-up question for the rest …]"))
    #expect(AnswerText.cut("short", to: 100) == "short")
  }

  @Test func `The whole answer fits, escapes, quotes and all`() async throws {
    let lines = (1...3000).map { "> \"line\" \($0)\t\\d" }.joined(separator: "\n")
    let bench = AgentBench(ScriptedModel("So:\n" + lines, "So:\n" + lines))
    let result = try await bench.chat.call(["task": "x"], in: ToolContext())
    #expect(result.text.count <= AgentConfiguration().answerCharacters)
    #expect(result.text.count > AgentConfiguration().answerCharacters * 9 / 10)
    #expect(result.structured?["content"]?.string?.contains("[… the answer was cut here: ") == true)
    #expect(result.structured?["quotes"]?["not_found"]?.array?.count == 20)
    #expect(result.structured?["quotes"]?["not_found_total"] == 3000)
  }

  @Test func `Long arguments are shortened and cleaned in the list of what ran`() {
    let short = ExecutedTool.shortened(
      ["command": .string("echo \u{1B}[31m" + String(repeating: "x", count: 500)), "timeout": 5, "more": "z"],
      limit: 200)
    #expect(short["command"]?.string?.hasPrefix("echo \\u{1B}[31m") == true)
    #expect((short["command"]?.string?.count ?? 0) < 210)
    #expect(short.jsonText.count < 260)
  }

  @Test func `A long command does not hide the hosts that stand behind it`() {
    let short = ExecutedTool.shortened(
      ["host": "web1", "command": .string(String(repeating: "x", count: 300)), "hosts": ["db1", "db2"]], limit: 200)
    #expect(short.keys == ["host", "command", "hosts"])
    #expect(short["hosts"] == #"["db1","db2"]"#)
    let many = JSONObject((0..<100).map { ("key\($0)", JSONValue.string(String(repeating: "y", count: 50))) })
    #expect(ExecutedTool.shortened(many, limit: 200)["…"] == "84 more")
    #expect(ExecutedTool.shortened(many, limit: 200).jsonText.count < 600)
  }

  @Test func `What many results lack does not displace the answer`() async throws {
    let note = String(repeating: "n", count: 200)
    let calls = (0..<15).map { #"{"tool": "look", "arguments": {"at": "\#($0)"}}"# }.joined(separator: "\n")
    let words = String(repeating: "A line of the answer.\n", count: 500)
    let bench = AgentBench(
      ScriptedModel(calls, calls, calls, calls, words),
      tools: [
        ScriptedTool("look", parameters: ["at"]) { _, _ in
          ToolResult(text: "\(UInt64.random(in: 0 ... .max))", notes: [note + "1", note + "2", note + "3"])
        }
      ])
    let answer = try await bench.call(["task": "Go."])
    #expect(answer["content"]?.string?.hasPrefix(words.dropLast()) == true)
    let notes = answer["tools_executed"]?.array?.map { $0["notes"]?.array?.count ?? 0 } ?? []
    #expect(notes.last == 3 && notes.first == 0 && notes.reduce(0, +) < 20)
  }

  @Test func `What a result lacks is told to the orchestrator too`() async throws {
    let bench = AgentBench(
      ScriptedModel(#"{"tool": "look", "arguments": {}}"#, "All fine."),
      tools: [
        ScriptedTool("look", parameters: []) { _, _ in ToolResult(text: "ok", notes: ["3 of 10 hosts failed: a, b, c"])
        }
      ])
    let answer = try await bench.call(["task": "Go."])
    #expect(answer["tools_executed"]?.array?.first?["notes"] == ["3 of 10 hosts failed: a, b, c"])
  }

  @Test(arguments: [ModelDescription.Server.llamaCpp, .vllm, .ollama], [true, false])
  func `A grammar is sent to servers that take one, and only where it is wanted`(
    server: ModelDescription.Server, isWanted: Bool
  ) async throws {
    var configuration = AgentConfiguration()
    configuration.usesGrammar = isWanted
    let model = ScriptedModel(["Done."].map { .text($0) }, description: ModelDescription(server: server))
    let clock = TestClock()
    let loop = AgentLoop(
      model: model, tools: Toolbox(), configuration: configuration, clock: clock)
    let chat = AgentChatTool(loop: loop, store: ConversationStore(clock: clock))
    _ = try await chat.call(["task": "x"], in: ToolContext())
    let wanted = isWanted && server != .ollama ? ToolGrammar(reasoning: .optional).text(for: loop.definitions) : nil
    #expect(model.requests.first?.grammar == wanted)
  }

  @Test func `Tools and context belong to the start of a conversation`() async throws {
    let bench = AgentBench(ScriptedModel())
    let tools: JSONValue = [["name": "mine", "description": "Mine."]]
    _ = try await bench.call(["task": "x", "tools": tools, "context": "Night shift."])
    _ = try await bench.call(["conversation_id": "c1", "task": "y", "tools": tools, "context": "Night shift."])
    #expect(bench.lastTold == "y")
    _ = try await bench.call(["conversation_id": "c1", "task": "z", "context": "Day shift."])
    #expect(bench.lastTold == "Context: Day shift.\n\nz")
    let wrong = try await bench.call(["conversation_id": "c1", "task": "x", "tools": [["name": "other"]]])
    #expect(
      wrong["content"]?.string
        == "tools can be given only when a conversation starts; this one has mine. Leave tools out, "
        + "or leave conversation_id out to start a new conversation.")
  }

  @Test func `Definitions and background that come too late are said to be unused`() async throws {
    let bench = AgentBench(ScriptedModel("{\"tool\": \"mine\", \"arguments\": {}}", "Done.", "Done."))
    let tools: JSONValue = [["name": "mine", "description": "Mine."]]
    let first = try await bench.call(["task": "x", "tools": tools, "context": "Night shift."])
    #expect(first["type"] == "tool_call")
    #expect(first["notes"] == nil)
    let other: JSONValue = [["name": "mine", "description": "Still mine."]]
    let second = try await bench.call([
      "conversation_id": "c1", "tool_result": ["tool_name": "mine", "result": "5"], "tools": other,
      "context": "Day shift.",
    ])
    #expect(second["type"] == "final_answer")
    #expect(
      second["notes"] == [
        """
        The definitions of tools are those with which the conversation began; the ones given now differ and were not used.
        """,
        "context was not used: in a conversation that has begun it is given together with a task.",
      ])
    let third = try await bench.call(["conversation_id": "c1", "task": "y", "tools": tools])
    #expect(third["notes"] == nil)
  }
}
