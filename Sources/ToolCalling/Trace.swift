/// Where the lines of `DEBUG_MCP` go; costs nothing where debugging is off.
///
/// The sink masks secrets and cuts long lines; a writer here still never passes a key or a password.
package struct Trace: Sendable {
  private let sink: (@Sendable (String) -> Void)?

  /// The trace that nobody reads.
  package static let off = Trace(nil)

  package init(_ sink: (@Sendable (String) -> Void)?) { self.sink = sink }

  /// Writes one line, `area: text`. The text is made only where somebody reads it.
  package func callAsFunction(_ area: StaticString, _ text: @autoclosure () -> String) {
    sink?("\(area): \(text())")
  }
}
