import JSON

/// One JSON value in the middle of a text, and what became of it.
enum ReadValue {
  /// A value, and the offset after it. `isRepaired` says that closing brackets were missing at the end of the text.
  case value(JSONValue, end: Int, isRepaired: Bool)
  /// A whole value that has none of the keys of a call; it was not built.
  case plain(end: Int)
  /// The text ends inside the value.
  case cut
  /// Not a value; reading went as far as this offset.
  case fault(at: Int)
  /// Whole, but with two different names, or numbers or nesting beyond all limits.
  case contradiction(end: Int, String)
}

/// Reads JSON values out of a text: strictly first, then leniently, each in one pass.
struct ValueReader {
  let bytes: Bytes
  /// Whether closing brackets that are missing at the end of the text may be added.
  let repairs: Bool

  /// Reads the object or list at `start`. Where `onlyCalls`, a value without any key of a call is not built.
  func read(at start: Int, onlyCalls: Bool) -> (read: ReadValue, keys: CallKeys) {
    let skim = JSONSkim(bytes, at: start)
    let read: ReadValue
    switch skim.ending {
    case .complete(let end):
      if onlyCalls, skim.keys.contains(.record) || skim.keys.isDisjoint(with: [.name, .wrapper, .answer]) {
        read = .plain(end: end)
      } else if skim.hasTwoNames {
        read = .contradiction(end: end, "the call has two names")
      } else if skim.isTooDeep {
        read = .contradiction(end: end, "the call is nested deeper than 512 levels")
      } else {
        read = build(start, end, mayBeUnbounded: skim.hasHugeNumber)
      }
    case .closersMissing:
      guard repairs, !skim.isTooDeep, !skim.hasTwoNames else { return (.cut, skim.keys) }
      read = complete(start, skim.open)
    case .cut: read = skim.isTooDeep ? .cut : cutOrLenient(start)
    case .fault: return lenient(start, skim.keys)
    }
    return (read, skim.keys)
  }

  private func build(_ start: Int, _ end: Int, mayBeUnbounded: Bool) -> ReadValue {
    guard let value = try? JSONParser.parse(bytes.buffer(start..<end)) else { return lenient(start, []).read }
    if mayBeUnbounded, value.hasUnboundedNumber { return .contradiction(end: end, "a number is too large") }
    return .value(value, end: end, isRepaired: false)
  }

  private func complete(_ start: Int, _ open: BracketStack) -> ReadValue {
    var text = Array(bytes.buffer(start..<bytes.count))
    text += open.closers
    guard let value = try? JSONValue(parsing: text) else { return lenient(start, []).read }
    return .value(value, end: bytes.count, isRepaired: true)
  }

  /// A strict reading found the text cut. A string that never closed may be one with quotes inside.
  private func cutOrLenient(_ start: Int) -> ReadValue {
    let read = lenient(start, []).read
    if case .value(_, _, let isRepaired) = read, !isRepaired { return read }
    return .cut
  }

  private func lenient(_ start: Int, _ keys: CallKeys) -> (read: ReadValue, keys: CallKeys) {
    var reader = LenientReader(bytes, at: start)
    do throws(LenientReader.Failure) {
      let value = try reader.value()
      if value.hasUnboundedNumber { return (.contradiction(end: reader.index, "a number is too large"), keys) }
      if reader.closersMissing, !repairs { return (.cut, keys) }
      return (.value(value, end: reader.index, isRepaired: reader.closersMissing), keys)
    } catch {
      switch error {
      case .cut: return (.cut, keys)
      case .fault(let place): return (.fault(at: max(place, reader.index)), keys)
      }
    }
  }
}

extension JSONValue {
  /// True where a number in it lies beyond the range of a double, so that no tool could take it.
  var hasUnboundedNumber: Bool {
    switch self {
    case .number(let number): number.text.utf8.count > 300 && !number.double.isFinite || number.hasHugeExponent
    case .array(let elements): elements.contains { $0.hasUnboundedNumber }
    case .object(let object): object.members.contains { $0.value.hasUnboundedNumber }
    case .null, .bool, .string: false
    }
  }
}

extension JSONNumber {
  fileprivate var hasHugeExponent: Bool {
    guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return false }
    return !double.isFinite
  }
}
