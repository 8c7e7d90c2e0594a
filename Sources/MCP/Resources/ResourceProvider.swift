/// What a server lets its client read beside the results of tools: the resources of MCP.
///
/// Everything here is called on the reader's thread, so it never blocks.
package protocol ResourceProvider: Sendable {
  /// The forms that addresses have.
  var templates: [ResourceTemplate] { get }

  /// What can be read now, a page at a time; `cursor` is where the page before ended.
  func page(after cursor: String?) throws(ResourceFault) -> ResourcePage

  /// The text at an address.
  func text(at uri: String) throws(ResourceFault) -> String
}

/// A page of resources, and the cursor of the next one where there is one.
package struct ResourcePage: Sendable, Hashable {
  package var resources: [Resource]
  package var next: String?

  package init(_ resources: [Resource], next: String? = nil) {
    self.resources = resources
    self.next = next
  }
}
