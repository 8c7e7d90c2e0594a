import JSON
import MCP
import Testing
import ToolCalling

@Suite(.timeLimit(.minutes(1))) struct ListToolsTests {
  private struct DescribedTool: Tool {
    let definition: ToolDefinition
    let isReadOnly: Bool

    func call(_ arguments: JSONObject, in context: ToolContext) async throws(CancellationError) -> ToolResult {
      ToolResult(text: "")
    }
  }

  private static let modern =
    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#

  private func server(_ tools: any Tool..., instructions: String? = nil) -> MCPServer {
    MCPServer(
      identity: ServerIdentity(name: "deputy", title: "Deputy", version: "1", instructions: instructions),
      toolbox: Toolbox(tools), clock: ContinuousClock())
  }

  @Test("The list is the same, byte for byte, each time and in both eras, and in the order of the toolbox")
  func deterministic() async throws {
    let client = await TestClient(.scripted())
    await client.initialize()
    let legacy = try #require(await client.ask(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#))
    #expect(await client.ask(#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}"#) == legacy)
    let modern = try #require(
      await client.ask(#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{\#(Self.modern)}}"#))
    let tools = try JSONValue(parsing: legacy)["result"]?["tools"]
    #expect(try JSONValue(parsing: modern)["result"]?["tools"]?.jsonText == tools?.jsonText)
    #expect(
      tools?.array?.compactMap { $0["name"]?.string } == ["echo", "fail", "facts", "steps", "ask", "wait"])
  }

  @Test("Only what changes nothing is said to be read-only")
  func readOnly() async throws {
    let client = await TestClient(.scripted())
    await client.initialize()
    let list = try #require(await client.ask(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#))
    let hints = try JSONValue(parsing: list)["result"]?["tools"]?.array?.map {
      $0["annotations"]?["readOnlyHint"]?.bool
    }
    #expect(hints == [true, true, true, true, false, false])
  }

  @Test("Descriptions and instructions over 4,096 characters are cut, and every schema has an object at its root")
  func limits() async throws {
    let long = String(repeating: "ä", count: 5_000)
    let tool = DescribedTool(
      definition: ToolDefinition(name: "long", description: long, parameters: ["properties": [:]]), isReadOnly: true)
    let client = await TestClient(server(tool, instructions: long))
    let discovery = try #require(
      await client.ask(#"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{\#(Self.modern)}}"#))
    #expect(try JSONValue(parsing: discovery)["result"]?["instructions"]?.string?.count == 4_096)
    let list = try #require(
      await client.ask(#"{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{\#(Self.modern)}}"#))
    let first = try JSONValue(parsing: list)["result"]?["tools"]?.array?.first
    #expect(first?["description"]?.string?.count == 4_096)
    #expect(first?["inputSchema"]?["type"]?.string == "object")
  }
}
