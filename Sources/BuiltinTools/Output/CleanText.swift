/// Raw output made fit for a model and for a person: hidden characters visible, template markers broken, secrets masked.
package struct CleanText: Sendable, Hashable {
  package let text: String
  /// What was done to it, each as a sentence part; empty where it is as it was.
  package let notes: [String]

  package init(_ raw: [UInt8]) {
    let visible = VisibleText(raw)
    let unmarked = ModelMarkers.broken(in: visible.bytes)
    let masked = SecretMask.masked(unmarked.bytes)
    text = String(decoding: masked.bytes, as: UTF8.self)
    var notes: [String] = []
    if visible.repairedBytes > 0 {
      notes.append("\(visible.repairedBytes) bytes were not UTF-8 and are shown as \u{FFFD}")
    }
    if visible.shownCharacters > 0 { notes.append("\(visible.shownCharacters) hidden characters made visible") }
    if unmarked.count > 0 { notes.append("\(unmarked.count) chat template markers broken by a space") }
    if masked.count > 0 { notes.append("\(masked.count) secrets masked") }
    self.notes = notes
  }

  package init(_ raw: String) { self.init(Array(raw.utf8)) }
}
