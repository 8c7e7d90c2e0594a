/// What may stand as the value of a flag or as an operand, and how it is checked.
enum ValueKind: Sendable, Hashable {
  /// Digits, with a sign and a unit at most.
  case number
  /// A name or text that the program takes as it is; wildcards only behind a fixed beginning.
  case word
  /// A pattern or format: any text at all.
  case text
  /// A file that is read.
  case file
  /// A folder that is read with all below it.
  case tree
  /// A file that is looked at, not into.
  case name
  /// A file of which name, size, owner and mode are shown and nothing else, secret or not.
  case entry
  /// A certificate that is read; unlike a key it may be called `*.pem`.
  case certificate
  /// A disk, looked at.
  case device
  /// A host: an address, a short name, or a name of a private domain.
  case host
  /// The rest of the words, a command of its own.
  case command
  /// One of the given words; a `*` at an end fits any text.
  case choice([String])

  /// Reads the spelling of the tables: capitals for kinds, lower case for words between bars.
  init(_ text: String) {
    switch text {
    case "NUMBER": self = .number
    case "WORD": self = .word
    case "TEXT": self = .text
    case "FILE": self = .file
    case "TREE": self = .tree
    case "NAME": self = .name
    case "ENTRY": self = .entry
    case "CERT": self = .certificate
    case "DEVICE": self = .device
    case "HOST": self = .host
    case "COMMAND": self = .command
    default: self = .choice(text.split(separator: "|").map(String.init))
    }
  }
}
