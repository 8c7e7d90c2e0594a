import Agent
import MCP

/// The stored tool results as resources of MCP, so that the orchestrator reads the twenty lines that it wants.
struct ResultResources: ResourceProvider {
  let shelf: ResultShelf

  let templates = [
    ResourceTemplate(
      form: ResultAddress.template, name: "tool result",
      description: "The output of a tool that agent_chat ran, or some lines of it; the numbers are in tools_executed.")
  ]

  func page(after cursor: String?) throws(ResourceFault) -> ResourcePage {
    var row: ResultAddress?
    if let cursor {
      row = ResultAddress(cursor)
      if row == nil { throw .invalid("\"\(cursor.prefix(100))\" is no cursor of resources/list. Leave it out.") }
    }
    guard let (rows, hasMore) = shelf.page(after: row) else {
      throw .invalid("what the cursor names is no longer kept. Leave it out to list what is.")
    }
    let resources = rows.map { row in
      Resource(
        uri: row.address.description, name: row.label, description: row.summary, byteCount: row.byteCount)
    }
    return ResourcePage(resources, next: hasMore ? resources.last?.uri : nil)
  }

  func text(at uri: String) throws(ResourceFault) -> String {
    guard let address = ResultAddress(uri) else {
      throw .invalid("\"\(uri.prefix(200))\" is no address of a result. They have the form \(ResultAddress.template).")
    }
    do {
      return try shelf.text(at: address)
    } catch {
      throw .notFound("\(error)")
    }
  }
}
