import JSON

/// Calls in Python's notation: `[get_forecast(city="Ghent"), list_rooms()]`, with or without the brackets.
struct PythonCalls {
  private let context: ScanContext
  private var index: Int
  private var calls: [CallCandidate] = []
  /// True while a text under a keyword is read, which prose about a call does not have.
  private var isInText = false

  private var bytes: Bytes { context.bytes }

  /// The list of calls whose bracket is at `start`; nil where it is none.
  static func list(at start: Int, in context: ScanContext) -> FoundRegion? {
    var reader = PythonCalls(context: context, index: start + 1)
    let first = context.bytes.skipSpace(start + 1)
    guard let end = reader.nameEnd(at: first) else { return nil }
    // A name that no tool has is a call only where nothing stands before it.
    guard start == context.bytes.skipSpace(0) || context.tools.resolve(context.bytes.string(first..<end)) != nil
    else { return nil }
    let found = reader.list()
    if found == nil { context.wasted.add(reader.index - start) }
    return found
  }

  private mutating func list() -> FoundRegion? {
    while true {
      index = bytes.skipSpace(index)
      switch call() {
      case .done: break
      case .cut(let name): return broken(MarkupReader.cutReason, name)
      case .fault(let name):
        guard context.tools.resolve(name) != nil else { return nil }
        return broken("the call is not valid Python", name)
      case .none: return nil
      }
      index = bytes.skipSpace(index)
      switch bytes[index] {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "]"): return FoundRegion(finding: .calls(calls), end: index + 1)
      default:
        guard index >= bytes.count, context.repairs else {
          return broken(MarkupReader.cutReason, calls.last?.name)
        }
        return FoundRegion(finding: .calls(calls), end: index)
      }
      let next = bytes.skipSpace(index)
      if bytes[next] == UInt8(ascii: "]") { return FoundRegion(finding: .calls(calls), end: next + 1) }
    }
  }

  /// The calls that begin at `start` without brackets, one after another; nil where the first is none.
  ///
  /// `print(…)` around a call is passed over.
  static func calls(at start: Int, in context: ScanContext) -> FoundRegion? {
    var reader = PythonCalls(context: context, index: start)
    let found = reader.run(onLines: false)
    if found == nil { context.wasted.add(reader.index - start) }
    return found
  }

  /// As `calls`, but only those up to the last one that ends its line: `list_rooms() returned three rooms` is prose.
  /// A comma or semicolon between them is passed over.
  static func lines(at start: Int, in context: ScanContext) -> FoundRegion? {
    var reader = PythonCalls(context: context, index: start)
    let found = reader.run(onLines: true)
    if found == nil { context.wasted.add(reader.index - start) }
    return found
  }

  private mutating func run(onLines: Bool) -> FoundRegion? {
    var end = index
    var whole = 0
    while true {
      index = bytes.skipSpace(index)
      let isPrinted = bytes.has("print(", at: index)
      if isPrinted { index += 6 }
      guard let nameEnd = nameEnd(at: index) else { break }
      // After a call that does not end its line, only the name of a tool is no prose.
      let isBound = onLines ? whole > 0 && whole == calls.count : !calls.isEmpty
      guard isBound || context.tools.resolve(bytes.string(index..<nameEnd)) != nil else { break }
      switch call() {
      case .done: break
      case .cut(let name): return broken(MarkupReader.cutReason, name)
      case .fault(let name):
        if !isBound, !isInText { return region(whole, end) }
        return broken("the call is not valid Python", name)
      case .none: return nil
      }
      if isPrinted, bytes[bytes.skipSpace(index)] == UInt8(ascii: ")") { index = bytes.skipSpace(index) + 1 }
      if onLines {
        index = separatorEnd(after: index)
        guard let line = lineEnd(after: index) else { continue }
        (end, index) = (line.end, line.next)
      } else {
        if bytes[index] == UInt8(ascii: ";") { index += 1 }
        end = index
      }
      whole = calls.count
    }
    return region(whole, end)
  }

  /// The first `count` calls, which end at `end`; nil where there are none.
  private func region(_ count: Int, _ end: Int) -> FoundRegion? {
    count > 0 ? FoundRegion(finding: .calls(Array(calls.prefix(count))), end: end) : nil
  }

  /// The offset after one comma or semicolon, blanks before it allowed; `place` itself where none follows.
  private func separatorEnd(after place: Int) -> Int {
    let next = skipBlanks(place)
    return bytes[next] == UInt8(ascii: ",") || bytes[next] == UInt8(ascii: ";") ? next + 1 : place
  }

  /// The end of the line after the calls at whose end `place` stands, and where the text goes on: at a line break, at a
  /// tag or token, or at the end of the text, comments passed over; nil where more than that follows.
  ///
  /// A full stop or closing marks of a fence may stand before it. They are left out of the calls, so that an answer that
  /// ends with `list_rooms().` still ends with text.
  private func lineEnd(after place: Int) -> (end: Int, next: Int)? {
    let start = skipBlanks(place)
    var next = start
    if bytes[next] == UInt8(ascii: ".") { next = skipBlanks(next + 1) }
    if bytes.has("```", at: next) {
      while bytes[next] == UInt8(ascii: "`") { next += 1 }
      next = skipBlanks(next)
    }
    let isMarked = next > start
    switch bytes[next] {
    case 0, 0x0A, 0x0D: next = min(next, bytes.count)
    case UInt8(ascii: "#"): next = bytes.lineEnd(next)
    case UInt8(ascii: "/") where bytes[next + 1] == UInt8(ascii: "/"): next = bytes.lineEnd(next)
    case UInt8(ascii: "<"), UInt8(ascii: "["):
      guard Tag.at(next, in: bytes)?.role != nil else { return nil }
    default: return nil
    }
    return (isMarked ? start : next, next)
  }

  /// The first offset at or after `start` that holds no space, tab or no-break space.
  private func skipBlanks(_ start: Int) -> Int {
    var place = bytes.skipBlanks(start)
    while bytes[place] == 0xC2, bytes[place + 1] == 0xA0 { place = bytes.skipBlanks(place + 2) }
    return place
  }

  private func broken(_ reason: String, _ name: String?) -> FoundRegion {
    FoundRegion(
      finding: .broken(BrokenCall(reason: reason, tool: name), complete: context.repairs ? calls : []),
      end: bytes.count)
  }

  private enum Step {
    case done
    case none
    case cut(String)
    case fault(String)
  }

  /// The offset after the dotted name at `place`, where an opening parenthesis follows; nil for anything else.
  private func nameEnd(at place: Int) -> Int? {
    guard bytes[place].isLetter || bytes[place] == UInt8(ascii: "_") else { return nil }
    var end = place
    while end < place + 128, bytes[end].isWord || bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: "-") {
      end += 1
    }
    return bytes[end] == UInt8(ascii: "(") ? end : nil
  }

  private mutating func call() -> Step {
    guard let end = nameEnd(at: index) else { return .none }
    let name = bytes.string(index..<end)
    var reader = LenientReader(bytes, at: end + 1, isPython: true)
    var named: [(String, JSONValue)] = []
    var positional: [JSONValue] = []
    do throws(LenientReader.Failure) {
      while true {
        try reader.skipFiller()
        guard reader.index < bytes.count else { return .cut(name) }
        if bytes[reader.index] == UInt8(ascii: ")") { break }
        if bytes[reader.index] == UInt8(ascii: ",") {
          reader.index += 1
          continue
        }
        if let key = keyword(at: reader.index) {
          reader.index = bytes.skipBlanks(key.end)
          isInText = reader.quote(at: reader.index) != nil
          named.append((key.name, try reader.value()))
          isInText = false
        } else {
          positional.append(try reader.value())
        }
        if reader.closersMissing { return .cut(name) }
        try reader.skipFiller()
        let next = bytes[reader.index]
        guard next == UInt8(ascii: ",") || next == UInt8(ascii: ")") else {
          index = reader.index
          return index >= bytes.count ? .cut(name) : .fault(name)
        }
      }
    } catch {
      index = reader.index
      return error == .cut ? .cut(name) : .fault(name)
    }
    index = reader.index + 1
    calls.append(CallCandidate(name, Self.arguments(positional, JSONObject(named))))
    return .done
  }

  private static func arguments(_ positional: [JSONValue], _ named: JSONObject) -> WrittenArguments {
    if positional.isEmpty { return .json(.object(named)) }
    if positional.count == 1, named.isEmpty, case .object = positional[0] { return .json(positional[0]) }
    return .positional(positional, named: named)
  }

  /// `name=` at `place`, and the offset after the equals sign.
  private func keyword(at place: Int) -> (name: String, end: Int)? {
    var end = place
    while bytes[end].isWord { end += 1 }
    let equals = bytes.skipBlanks(end)
    guard end > place, bytes[equals] == UInt8(ascii: "="), bytes[equals + 1] != UInt8(ascii: "=") else { return nil }
    return (bytes.string(place..<end), equals + 1)
  }
}
