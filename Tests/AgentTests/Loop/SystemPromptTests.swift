import JSON
import TestSupport
import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct SystemPromptTests {
  private static func text(_ description: String) -> JSONValue {
    ["type": "string", "description": .string(description)]
  }

  private static let tools = [
    ToolDefinition(
      name: "ssh_exec", description: "Run a command on a remote host.",
      parameters: [
        "type": "object",
        "properties": ["host": text("one of web1, db1"), "command": text("shell command")],
        "required": ["host", "command"],
      ]),
    ReadOutput.definition,
  ]

  @Test("The prompt is the bytes that the demo model was trained on")
  func promptBytes() {
    let prompt = SystemPrompt(tools: Self.tools, context: nil)
    #expect(prompt.text == TestFiles.text("AgentTests/Fixtures/Prompts/two-tools.txt"))
  }

  @Test("The caller's context comes last, under a heading of its own")
  func context() {
    let plain = SystemPrompt(tools: Self.tools, context: nil).text
    let prompt = SystemPrompt(tools: Self.tools, context: "Ticket OPS-4411. The team is on call.").text
    #expect(prompt == plain + "\n# Context\n\nTicket OPS-4411. The team is on call.\n")
    #expect(SystemPrompt(tools: Self.tools, context: "").text == plain)
  }

  @Test("Values of an enum are shown where the description does not name them")
  func enumeration() {
    let tool = ToolDefinition(
      name: "restart", description: "Restarts.",
      parameters: [
        "properties": [
          "unit": ["type": "string", "description": "which", "enum": ["nginx", "sshd"]],
          "mode": ["enum": ["fast", "slow"]],
        ]
      ])
    let text = SystemPrompt(tools: [tool], context: nil).text
    #expect(text.contains("- unit (string): which; one of nginx, sshd\n- mode (any): one of fast, slow\n"))
  }
}
