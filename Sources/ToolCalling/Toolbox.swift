/// An ordered set of tools, found by name.
package struct Toolbox: Sendable {
  package let tools: [any Tool]

  /// Names must differ; a later tool of the same name is left out.
  package init(_ tools: [any Tool] = []) {
    var seen: Set<String> = []
    self.tools = tools.filter { seen.insert($0.definition.name).inserted }
  }

  package var definitions: [ToolDefinition] { tools.map(\.definition) }

  package subscript(name: String) -> (any Tool)? { tools.first { $0.definition.name == name } }
}
