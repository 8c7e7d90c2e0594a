import JSON

/// Reads one region of native markup, whatever the family: what opens, names, brings arguments and closes.
///
/// Tolerant of the mistakes that models make (a closing word left out, one opening word for two calls, the tag of
/// another family), strict about values: a value that does not end is never a value.
struct MarkupReader {
  let context: ScanContext
  var bytes: Bytes { context.bytes }
  var index: Int
  var calls: [CallCandidate] = []
  var pending = PendingCall()
  /// Open wrappers and calls.
  var depth = 0
  var fault: BrokenCall?
  /// True once something was read that only a call has: a value, a name, a closing tag.
  var isCertain = false
  /// True where the text ended and nothing but opening tags had been read.
  private var isBare = false
  /// The end of the last thing that belonged to the region.
  var end: Int

  init(_ context: ScanContext, at start: Int) {
    self.context = context
    index = start
    end = start
  }

  /// Reads the region that `tag` opens; nil where it is only a word in a text.
  static func read(_ tag: Tag, in context: ScanContext) -> FoundRegion? { attempt(tag, in: context).found }

  /// The region that `tag` opens, if it is one, and how far tags without any content went; `isBare` where the text ended
  /// before anything but tags had come, so that the tag may as well be a word.
  static func attempt(_ tag: Tag, in context: ScanContext) -> (found: FoundRegion?, end: Int, isBare: Bool) {
    var reader = MarkupReader(context, at: tag.range.lowerBound)
    reader.run()
    return (reader.found(isLoose: tag.role == .looseWrapper), max(reader.end, tag.end), reader.isBare)
  }

  private mutating func run() {
    while fault == nil {
      skipSeparators()
      guard index < bytes.count else { return reachedEnd() }
      guard step() else { return isHalfTag ? reachedEnd() : foundText() }
      end = index
      if depth == 0, pending.isEmpty { return }
    }
  }

  /// True where the text ends inside a tag.
  private var isHalfTag: Bool {
    bytes[index] == UInt8(ascii: "<") && bytes.count - index < 256 && bytes.find(UInt8(ascii: ">"), from: index) == nil
  }

  /// Commas and white space between the parts of a region mean nothing.
  private mutating func skipSeparators() {
    while true {
      if bytes[index].isSpace || bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: ";") {
        index += 1
      } else if bytes.has("]<]minimax[>[", at: index) {
        index += 13
      } else {
        return
      }
    }
  }

  /// Reads one part of the region; false where what stands here does not belong to it.
  private mutating func step() -> Bool {
    switch bytes.base[index] {
    case UInt8(ascii: "<"):
      guard let tag = Tag.at(index, in: bytes) else { return freeTag() }
      return take(tag)
    case UInt8(ascii: "["):
      if let tag = Tag.at(index, in: bytes), tag.role != .reasoning { return take(tag) }
      if let found = PythonCalls.list(at: index, in: context) { return take(found) }
      return takeValue()
    case UInt8(ascii: "{"): return takeValue()
    case UInt8(ascii: "`"): return passFence()
    default: return word()
    }
  }

  /// The text ended inside the region.
  private mutating func reachedEnd() {
    let isHalf = isHalfTag
    isBare = !isHalf && !isCertain && calls.isEmpty && pending.isEmpty && pending.key == nil
    if pending.hasOpenName || pending.key != nil || isHalf || (pending.isEmpty && calls.isEmpty) {
      if isCertain || isHalf || pending.name != nil || depth > 0 {
        fault = BrokenCall(reason: Self.cutReason, tool: pending.name)
      }
      pending = PendingCall()
    } else {
      finishPending(closed: false)
    }
    end = bytes.count
  }

  /// Text stands here that does not belong to the region.
  private mutating func foundText() {
    if pending.name != nil, !pending.raw.isEmpty, hasArgumentAhead() {
      fault = BrokenCall(reason: Self.splitReason, tool: pending.name)
      isCertain = true
    } else {
      finishPending(closed: false)
    }
  }

  /// Whether the next tag that means anything brings one more argument of the call that text has just ended.
  ///
  /// A tag that is only named like an argument does where it is closed; else it is a word: `This writes <path>`.
  private func hasArgumentAhead() -> Bool {
    let properties = pending.name.flatMap { context.tools.resolve($0)?.parameters["properties"]?.object }
    var opened: Set<UInt64> = []
    var place = index
    while let hit = bytes.find(UInt8(ascii: "<"), from: place) {
      place = hit + 1
      guard let tag = Tag.at(hit, in: bytes) else { continue }
      switch tag.role {
      case .key, .value: return !tag.isClosing
      case .parameter:
        if tag.isClosing || tag.name(in: bytes) != nil { return !tag.isClosing || opened.contains(tag.name) }
        opened.insert(tag.name)
      case nil where tag.isClosing: if opened.contains(tag.name) { return true }
      case nil:
        let isArgument = FreeTag.at(hit, in: bytes).map { properties?[bytes.string($0.name)] != nil } ?? false
        if isArgument { opened.insert(tag.name) }
      default: return false
      }
    }
    return false
  }

  static let cutReason = "the call ends too early"
  static let splitReason = "text stands between its arguments"
  static let unreadReason = "its attributes cannot be read"

  private mutating func take(_ found: FoundRegion) -> Bool {
    switch found.finding {
    case .calls(let list): calls += list
    case .broken(let broken, let complete):
      calls += complete
      fault = broken
    case .answer, .hidden: return false
    }
    isCertain = true
    index = found.end
    return true
  }

  private func found(isLoose: Bool) -> FoundRegion? {
    if let fault {
      if isLoose, !isCertain { return nil }
      return FoundRegion(finding: .broken(fault, complete: calls), end: bytes.count, isNative: true)
    }
    guard !calls.isEmpty else { return nil }
    return FoundRegion(finding: .calls(calls), end: end, isNative: true)
  }

  /// Ends the call that is being read. Without its closing tag it needs all that its schema requires.
  mutating func finishPending(closed: Bool) {
    defer { pending = PendingCall() }
    guard let name = pending.name else { return }
    if !closed, pending.hasOpenName {
      // A name and then text that is no part of a call: a broken call if the name is a tool's, else prose.
      if context.tools.resolve(name) != nil { fault = BrokenCall(reason: "its arguments are missing", tool: name) }
      return
    }
    if let count = pending.unreadAfter, pending.value == nil, pending.raw.count == count {
      fault = BrokenCall(reason: Self.unreadReason, tool: name)
      return
    }
    if pending.value != nil, !pending.raw.isEmpty {
      fault = BrokenCall(reason: "its arguments stand in two places", tool: name)
      return
    }
    let call = CallCandidate(name, pending.arguments, id: pending.id)
    if !closed, !context.repairs || !context.tools.hasRequired(call) {
      fault = BrokenCall(reason: Self.cutReason, tool: name)
      return
    }
    calls.append(call)
    isCertain = true
  }
}

/// The parts of a call read so far.
struct PendingCall {
  var name: String?
  var id: String?
  var value: JSONValue?
  var raw: [RawArgument] = []
  /// How many of `raw` the tag of the call brought, where something in it could not be read: then the arguments must stand
  /// inside. Nil where all of it was read.
  var unreadAfter: Int?
  /// A name of an argument that waits for its value.
  var key: String?
  /// True where the name stands alone and something must still say that it is complete.
  var hasOpenName = false

  var isEmpty: Bool { name == nil && value == nil && raw.isEmpty }

  var arguments: WrittenArguments {
    if let value { return .json(value) }
    return raw.isEmpty ? .none : .raw(raw)
  }
}
