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
    let (rows, hasMore): ([ResultShelf.Row], Bool)
    do {
      (rows, hasMore) = try shelf.page(after: cursor)
    } catch {
      throw ResourceFault(error)
    }
    let resources = rows.map { row in
      Resource(
        uri: row.address.description, name: row.label, description: row.summary, byteCount: row.byteCount)
    }
    return ResourcePage(resources, next: hasMore ? resources.last?.uri : nil)
  }

  func text(at uri: String) throws(ResourceFault) -> String {
    do {
      return try shelf.text(at: uri)
    } catch {
      throw ResourceFault(error)
    }
  }
}

extension ResourceFault {
  fileprivate init(_ fault: ResultFault) {
    self = fault.isMisspelt ? .invalid("\(fault)") : .notFound("\(fault)")
  }
}
