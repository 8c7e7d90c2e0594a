import JSON
import TestSupport
import Testing
import ToolCalling

@testable import Agent

/// How the tools reach the model, and what it is kept from saying.
@Suite(.timeLimit(.minutes(1)))
struct ModeTests {
  private static let call = "{\"tool\": \"look\", \"arguments\": {\"at\": \"1\"}}"
  /// Cut inside a string, which nothing may complete: half a command is another command.
  private static let broken = "{\"tool\": \"look\", \"arguments\": {\"at\": \"1"

  private func bench(
    _ replies: [String], on description: ModelDescription, mode: AgentConfiguration.Mode = .text
  ) -> AgentBench {
    var configuration = AgentConfiguration()
    configuration.mode = mode
    let tool = ScriptedTool("look", parameters: ["at"], returns: "seen")
    return AgentBench(
      ScriptedModel(replies.map { .text($0) }, description: description), tools: [tool],
      configuration: configuration)
  }

  // MARK: the mode

  @Test(arguments: [
    (AgentConfiguration.Mode.auto, true, true), (.auto, false, false), (.text, true, false),
    (.native, false, true),
  ])
  func `Auto is native where the server's template has a place for tools`(
    _ mode: AgentConfiguration.Mode, _ supportsTools: Bool, _ isNative: Bool
  ) async throws {
    let description = ModelDescription(server: .llamaCpp, window: 8192, slots: 1, supportsTools: supportsTools)
    let bench = bench(["Done."], on: description, mode: mode)
    _ = try await bench.call(["task": "Go.", "context": "Night shift."])
    let request = try #require(bench.model.requests.first)
    #expect(request.tools.map(\.name) == (isNative ? ["look", "read_output"] : []))
    #expect(request.messages[0].content.contains("# Tools") == !isNative)
    #expect(request.messages[0].content.hasSuffix("# Context\n\nNight shift.\n"))
  }

  @Test func `A conversation keeps the mode that it began with`() {
    let configuration = AgentConfiguration()
    var auto = configuration
    auto.mode = .auto
    var conversation = Conversation(
      id: "c1", tools: [], callerTools: [], context: nil, system: nil, configuration: auto)
    conversation.settle(.native)
    conversation.settle(.text)
    #expect(conversation.mode == .native)
    #expect(conversation.system == .native(context: nil))
  }

  @Test func `A native call and its result have the same id, and a call stands in the text or beside it`() async throws
  {
    var configuration = AgentConfiguration()
    configuration.mode = .native
    let tool = ScriptedTool("look", parameters: ["at"], returns: "seen")
    let inText = "<tool_call>{\"name\": \"look\", \"arguments\": {\"at\": \"1\"}}</tool_call>"
    let parsed = ToolCall(name: "look", arguments: ["at": "2"])
    let named = ToolCall(name: "look", arguments: ["at": "3"], id: "abc")
    let model = ScriptedModel([
      .text(inText), .reply(ChatReply(text: "", toolCalls: [parsed])), .reply(ChatReply(text: "", toolCalls: [named])),
      .text("Done."),
    ])
    let bench = AgentBench(model, tools: [tool], configuration: configuration)
    _ = try await bench.call(["task": "Go."])
    let messages = try #require(model.requests.last?.messages)
    #expect(messages.map(\.toolCallID) == [nil, nil, nil, "call_1", nil, "call_2", nil, "abc"])
    #expect(messages.map { $0.toolCalls.map(\.id) } == [[], [], [], [], ["call_2"], [], ["abc"], []])
    #expect(messages[2].content == inText)
  }

  @Test func `A native call that the token limit cut is called by its name`() async throws {
    let cut = ChatReply(text: "", finish: .length, wasCalling: true)
    let bench = AgentBench(ScriptedModel([.reply(cut), .text("Done.")]))
    #expect(try await bench.call(["task": "Go."])["content"] == "Done.")
    #expect(bench.lastTold.contains(LoopSentence.cutCall))
  }

  @Test func `A server that refuses the schema is asked again without one`() async throws {
    let tool = ScriptedTool("look", parameters: ["at"], returns: "seen")
    let model = ScriptedModel(
      [
        .text(Self.broken), .failure(.rejected(status: 400, message: "response_format?")), .text(Self.call),
        .text("Done."),
      ],
      description: ModelDescription(server: .ollama, window: 8192))
    let bench = AgentBench(model, tools: [tool])
    #expect(try await bench.call(["task": "Go."])["content"] == "Done.")
    #expect(model.requests.map { $0.responseSchema != nil } == [false, true, false, false])
  }

  // MARK: the grammar

  /// The end of a chat template, what a grammar must allow for it, and a name for whoever reads the test.
  private static let prompt = "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n"
  static let templates: [(String, ToolGrammar.Reasoning?)] = [
    ("{{- '<|im_start|>user' }}" + prompt + "' }}{%- endif %}", .optional),
    // Qwen3 writes an empty section where thinking is off.
    (
      prompt + "' }}{%- if enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}{%- endif %}",
      .optional
    ),
    // QwQ and DeepSeek-R1 open the section.
    ("{{ content.split('</think>')[-1] }}" + prompt + "<think>\\n' }}{%- endif %}", .opened),
    // Whether it is open depends on the request.
    (prompt + "' }}{%- if thinking %}{{- '<think>' }}{%- else %}{{- '</think>' }}{%- endif %}{%- endif %}", .optional),
    (prompt + "' }}{{- '<think>' if thinking else '' }}{%- endif %}", nil),
    ("{%- if add_generation_prompt -%}<|start|>assistant{%- endif -%}", nil),
    ("<|channel|>analysis<|message|>", nil),
    ("[SYSTEM_PROMPT][THINK]", nil),
    ("{{ '<seed:think>' }}", nil),
    ("no prompt of its own", .optional),
  ]

  @Test(arguments: templates)
  func `What the grammar must allow is read from the template`(
    _ template: String, _ reasoning: ToolGrammar.Reasoning?
  ) {
    #expect(ReplyFrame(template: template).reasoning == reasoning)
  }

  @Test func `By itself a grammar goes only to llama.cpp, and only where the template fits`() {
    func allowed(_ server: ModelDescription.Server, _ template: String?, _ wish: Bool?) -> ToolGrammar.Reasoning? {
      var configuration = AgentConfiguration()
      configuration.usesGrammar = wish
      return configuration.reasoning(for: ModelDescription(server: server, chatTemplate: template))
    }
    #expect(allowed(.llamaCpp, "plain", nil) == .optional)
    #expect(allowed(.llamaCpp, "<|channel|>", nil) == nil)
    #expect(allowed(.llamaCpp, nil, nil) == nil)
    #expect(allowed(.vllm, nil, nil) == nil)
    #expect(allowed(.llamaCpp, "<|channel|>", true) == .optional)
    #expect(allowed(.vllm, nil, true) == .optional)
    #expect(allowed(.ollama, nil, true) == nil)
    #expect(allowed(.llamaCpp, "plain", false) == nil)
  }

  @Test func `The last step leaves the grammar only text, and native mode has none`() async throws {
    let description = ModelDescription(server: .llamaCpp, window: 8192, slots: 1, chatTemplate: "plain")
    let text = bench([Self.call, "Done."], on: description)
    _ = try await text.call(["task": "Go.", "max_iterations": 2])
    let grammars = text.model.requests.map { $0.grammar ?? "" }
    #expect(grammars.map { $0.contains("call-look") } == [true, false])
    #expect(grammars.allSatisfy { $0.hasPrefix(#"root ::= ("<think>" thought"#) })
    let native = bench(["Done."], on: description, mode: .native)
    _ = try await native.call(["task": "Go."])
    #expect(native.model.requests.map(\.grammar) == [nil])
  }

  @Test func `A server that refuses the grammar is asked without it`() async throws {
    let refusal = ChatModelError.rejected(status: 400, message: "failed to parse grammar")
    let model = ScriptedModel(
      [.failure(refusal), .text(Self.call), .text("Done.")],
      description: ModelDescription(server: .llamaCpp, window: 8192, slots: 1, chatTemplate: "plain"))
    let bench = AgentBench(model, tools: [ScriptedTool("look", parameters: ["at"], returns: "seen")])
    #expect(try await bench.call(["task": "Go."])["content"] == "Done.")
    #expect(model.requests.map { $0.grammar != nil } == [true, false, false])
  }

  @Test func `Reasoning that the template opened ends at its tag, whatever it quotes`() async throws {
    let template = Self.prompt + "<think>\\n' }}{%- endif %}"
    let bench = bench(
      ["The disk is a 5\" one.</think>" + Self.call, "Done."],
      on: ModelDescription(server: .llamaCpp, window: 8192, slots: 1, chatTemplate: template))
    let answer = try await bench.call(["task": "Go."])
    #expect(answer["content"] == "Done.")
    #expect(answer["tools_executed"]?.array?.count == 1)
  }

  @Test func `Reasoning that the template opened and the token limit cut is no answer`() async throws {
    let template = Self.prompt + "<think>\\n' }}{%- endif %}"
    let model = ScriptedModel(
      [
        .reply(ChatReply(text: "Kernels are many. Maybe it is 6.1", finish: .length)),
        .text("Enough.</think>It is 6.1."),
      ], description: ModelDescription(server: .llamaCpp, window: 8192, slots: 1, chatTemplate: template))
    #expect(try await AgentBench(model).call(["task": "Go."])["content"] == "It is 6.1.")
    model.add(.reply(ChatReply(text: "It is 6.1, and", reasoning: "Kernels are many.", finish: .length)))
    #expect(try await AgentBench(model).call(["task": "Go."])["content"] == "It is 6.1, and")
  }

  // MARK: the repair

  @Test(arguments: [ModelDescription.Server.ollama, .lmStudio, .llamaCpp, .vllm, .other])
  func `A broken call gets one repair by a schema where the server takes no grammar`(
    _ server: ModelDescription.Server
  ) async throws {
    let bench = bench(
      [Self.broken, Self.call, "Done."], on: ModelDescription(server: server, window: 8192, slots: 1))
    let answer = try await bench.call(["task": "Go."])
    #expect(answer["content"] == "Done.")
    #expect(answer["tools_executed"]?.array?.count == 1)
    let isRepaired = server == .ollama || server == .lmStudio
    #expect(bench.model.requests.map { $0.responseSchema != nil } == [false, isRepaired, false])
  }

  @Test func `An answer under the schema counts as plain text, in the history too`() async throws {
    let bench = bench(
      [Self.broken, #"{"answer": "Nothing\nthere."}"#, "Still nothing."],
      on: ModelDescription(server: .ollama, window: 8192))
    #expect(try await bench.call(["task": "Go."])["content"] == "Nothing\nthere.")
    _ = try await bench.call(["conversation_id": "c1", "task": "Sure?"])
    let told = try #require(bench.model.requests.last?.messages)
    #expect(told.contains { $0.role == .assistant && $0.content == "Nothing\nthere." })
  }

  @Test func `Arguments that break the tool's schema are repaired once, not twice`() async throws {
    let wrong = #"{"tool": "look", "arguments": {}}"#
    let bench = bench([wrong, wrong, Self.call, "Done."], on: ModelDescription(server: .ollama, window: 8192))
    #expect(try await bench.call(["task": "Go."])["content"] == "Done.")
    #expect(bench.model.requests.map { $0.responseSchema != nil } == [false, true, false, false])
  }

  @Test func `In the last step the schema leaves only the answer`() async throws {
    let bench = bench([Self.broken, #"{"answer": "No."}"#], on: ModelDescription(server: .ollama, window: 8192))
    #expect(try await bench.call(["task": "Go.", "max_iterations": 2])["content"] == "No.")
    #expect(bench.model.requests.last?.responseSchema?["anyOf"]?.array?.count == 1)
  }
}
