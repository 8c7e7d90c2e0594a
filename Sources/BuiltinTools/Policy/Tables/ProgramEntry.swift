/// What the tables say of one program, or of one of its verbs.
struct ProgramEntry: Sendable {
  /// Whether and how a flag takes a value.
  enum FlagValue: Sendable, Hashable {
    case none
    case required(ValueKind)
    /// Only glued: `-iX`, `--color=X`.
    case optional(ValueKind)
  }

  struct Operands: Sendable {
    var kinds: [ValueKind] = []
    /// Of `kinds`, how many must be there.
    var minimum = 0
    /// True where the last kind may repeat.
    var repeats = false
  }

  /// Flags by their spelling, dashes included.
  var flags: [String: FlagValue] = [:]
  /// Flags that are known to be harmful, with what they do and what to use instead.
  var refused: [String: String] = [:]
  var operands = Operands()
  /// Groups of flags of which one each must be given.
  var needs: [[String]] = []
  var verbs: [String: ProgramEntry] = [:]
  /// The checks in Swift that come on top, by name.
  var checks: [String] = []
  /// The language in Swift that reads the arguments instead of the flags above.
  var language: String?
  /// Why this never runs by itself; nil for what may.
  var asks: String?
  /// The hint for the bounded or harmless form.
  var hint: String?
  /// `-20` as a flag.
  var takesNumberFlag = false
  /// No flag of it does harm, so that words which are not known beforehand may stand among its arguments.
  var isPlain = false
  /// Its output is a number or a harmless word, never a path or a dash.
  var isTame = false
  /// Options are words behind one dash (`-noout`), never clusters of letters.
  var hasWordFlags = false
  /// Flags before the verb are others than those behind it.
  var hasSeparateFlags = false
  /// Options end at the first operand.
  var stopsAtOperand = false
  /// It reads files among its operands that the kinds do not show.
  var readsTexts = false
  /// It reads the contents of its operands, so that names from a pipe may not become operands.
  var readsOperands: Bool {
    readsTexts || operands.kinds.contains { $0 == .file || $0 == .tree }
  }
}
