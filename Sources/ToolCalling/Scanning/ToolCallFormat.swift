/// One way in which a family of models writes its calls.
///
/// A new format is one file in `Formats`, one line in `ToolCallFormats`, and one folder of fixtures of its name.
struct ToolCallFormat: Sendable {
  /// The name, which is that of its folder of fixtures.
  let name: String
  /// Its tags and tokens without brackets, bars and slashes; `[` stands before words in square brackets.
  let words: [(String, MarkupRole)]
  /// How a line begins that may be a call without any markup.
  let line: LineRule?

  init(_ name: String, words: [(String, MarkupRole)] = [], line: LineRule? = nil) {
    self.name = name
    self.words = words
    self.line = line
  }
}

/// How to recognise and read a call that begins at the start of a line.
struct LineRule: Sendable {
  /// The first bytes that such a line may have, folded to lower case.
  let first: [UInt8]
  /// Reads the region that begins at the offset, which is the first of its line that is no blank; nil for text.
  let read: @Sendable (ScanContext, Int) -> FoundRegion?

  init(first: String, read: @escaping @Sendable (ScanContext, Int) -> FoundRegion?) {
    self.first = Array(first.utf8)
    self.read = read
  }
}

/// What all readers of one reply share.
struct ScanContext {
  let bytes: Bytes
  let tools: ToolNames
  /// Whether closers that are missing at the end may be added; not where the server cut the reply.
  let repairs: Bool
  let wasted: WastedReading

  init(bytes: Bytes, tools: ToolNames, repairs: Bool, wasted: WastedReading) {
    self.bytes = bytes
    self.tools = tools
    self.repairs = repairs
    self.wasted = wasted
  }

  var values: ValueReader { ValueReader(bytes: bytes, repairs: repairs) }

  /// The same over a text that ends earlier.
  func prefix(_ end: Int) -> ScanContext {
    ScanContext(bytes: bytes.prefix(end), tools: tools, repairs: repairs, wasted: wasted)
  }
}

/// A region of the text that is no prose.
struct FoundRegion {
  /// What the region is.
  enum Finding {
    case calls([CallCandidate])
    /// A call that cannot be read; whole calls may stand before it. Nothing after it is looked at.
    case broken(BrokenCall, complete: [CallCandidate])
    /// The model said that this is its answer.
    case answer(String)
    /// Not part of the visible text.
    case hidden
  }

  var finding: Finding
  var end: Int
  /// True for markup that models are trained on and that prose does not hold by chance.
  var isNative = false
}

/// A call as it was written: no name checked, no argument coerced.
struct CallCandidate {
  var name: String
  var arguments: WrittenArguments
  var id: String?

  init(_ name: String, _ arguments: WrittenArguments, id: String? = nil) {
    self.name = name
    self.arguments = arguments
    self.id = id
  }
}

/// A call that cannot be executed, and why, for the model.
struct BrokenCall: Equatable {
  var reason: String
  /// The name as far as it is known.
  var tool: String?
}
