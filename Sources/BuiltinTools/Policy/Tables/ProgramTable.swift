/// The programs that are known, by name: what is not in here is not known to be read-only.
package struct ProgramTable: Sendable {
  private(set) var entries: [String: ProgramEntry] = [:]

  /// The programs that Deputy knows by itself: the texts in `Programs`.
  package static let builtIn: ProgramTable = {
    var table = ProgramTable()
    for text in builtInTexts {
      // The texts are part of the program, and a test reads each of them.
      try? table.add(text)
    }
    return table
  }()

  /// The texts that `builtIn` is made of.
  package static let builtInTexts = ProgramTexts.all

  /// The programs that are known, those of refusals too, in alphabetical order.
  package var names: [String] { entries.keys.sorted() }

  package init() {}

  /// Adds programs in the form of `Programs`; one that is there already is replaced.
  package mutating func add(_ text: String) throws(ProgramTableError) {
    var reader = ProgramTableReader(text)
    for (name, entry) in try reader.entries() { entries[name] = entry }
  }

  subscript(name: String) -> ProgramEntry? { entries[name] }
}
