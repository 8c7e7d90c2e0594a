/// A line of a program table that does not read.
package struct ProgramTableError: Error, Sendable, Hashable {
  /// The line, from 1.
  package var line: Int
  package var problem: String

  package var sentence: String { "Line \(line) of the program table: \(problem)." }
}
