/// Compiles the notation of `LinePattern` into steps, by recursive descent with a bound on depth and size.
struct PatternCompiler {
  private static let sizeLimit = 5000
  private static let depthLimit = 50

  private let scalars: [Unicode.Scalar]
  private let ignoresCase: Bool
  private var place = 0
  private var depth = 0

  init(_ text: String, ignoresCase: Bool) {
    scalars = Array(text.unicodeScalars)
    self.ignoresCase = ignoresCase
  }

  mutating func program() throws(PatternError) -> [PatternProgram.Step] {
    let steps = try alternatives()
    guard place == scalars.count else { throw PatternError(sentence: "a \")\" has no \"(\"") }
    return steps + [.match]
  }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    place += 1
    return true
  }

  private mutating func alternatives() throws(PatternError) -> [PatternProgram.Step] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw PatternError(sentence: "its groups are nested too deep") }
    var steps = try sequence()
    while take("|") {
      let right = try sequence()
      // Targets inside a part are relative to its start, so parts can be joined in any order.
      steps =
        [.fork(1, steps.count + 2)] + Self.moved(steps, by: 1) + [.jump(steps.count + 2 + right.count)]
        + Self.moved(right, by: steps.count + 2)
      try check(steps)
    }
    return steps
  }

  private mutating func sequence() throws(PatternError) -> [PatternProgram.Step] {
    var steps: [PatternProgram.Step] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let part = try repeated(try atom())
      steps += Self.moved(part, by: steps.count)
      try check(steps)
    }
    return steps
  }

  private mutating func atom() throws(PatternError) -> [PatternProgram.Step] {
    let scalar = scalars[place]
    place += 1
    switch scalar {
    case "(":
      if take("?"), !take(":") { throw PatternError(sentence: "only (…) and (?:…) groups are known") }
      let inside = try alternatives()
      guard take(")") else { throw PatternError(sentence: "a \"(\" is not closed") }
      return inside
    case "[": return [.set(try set())]
    case ".": return [.any]
    case "^": return [.lineStart]
    case "$": return [.lineEnd]
    case "\\": return [try escape()]
    case "*", "+", "?": throw PatternError(sentence: "a \"\(scalar)\" has nothing before it to repeat")
    default: return [.scalar(ignoresCase ? PatternProgram.folded(scalar) : scalar)]
    }
  }

  private mutating func escape() throws(PatternError) -> PatternProgram.Step {
    guard let scalar = next else { throw PatternError(sentence: "it ends with a backslash") }
    place += 1
    if let kind = Self.kind(scalar) { return .set(PatternSet(kinds: [kind])) }
    switch scalar {
    case "b": return .wordBorder(true)
    case "B": return .wordBorder(false)
    case "t": return .scalar("\t")
    case "1"..."9": throw PatternError(sentence: "back references are not known")
    default: return .scalar(ignoresCase ? PatternProgram.folded(scalar) : scalar)
    }
  }

  private static func kind(_ scalar: Unicode.Scalar) -> (PatternSet.Kind, Bool)? {
    switch scalar {
    case "d": (.digit, false)
    case "D": (.digit, true)
    case "w": (.word, false)
    case "W": (.word, true)
    case "s": (.space, false)
    case "S": (.space, true)
    default: nil
    }
  }

  private mutating func set() throws(PatternError) -> PatternSet {
    var set = PatternSet()
    set.isNegated = take("^")
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      place += 1
      var low = scalar
      if scalar == "\\", let escaped = next {
        place += 1
        if let kind = Self.kind(escaped) {
          set.kinds.append(kind)
          continue
        }
        low = escaped == "t" ? "\t" : escaped
      } else if scalar == "[", next == ":", let kind = try namedClass() {
        set.kinds += kind.kinds
        set.ranges += kind.ranges
        continue
      }
      var high = low
      if next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" {
        high = scalars[place + 1]
        place += 2
      }
      guard low <= high else { throw PatternError(sentence: "the range \(low)-\(high) is the wrong way round") }
      set.ranges.append(low...high)
    }
    guard take("]") else { throw PatternError(sentence: "a \"[\" is not closed") }
    if ignoresCase { set.addSmallLetters() }
    return set
  }

  /// `[:digit:]` and its like inside a set; the opening bracket is consumed.
  private mutating func namedClass() throws(PatternError) -> PatternSet? {
    let names: [(String, PatternSet)] = [
      (":digit:]", PatternSet(kinds: [(.digit, false)])), (":space:]", PatternSet(kinds: [(.space, false)])),
      (":alpha:]", PatternSet(ranges: ["a"..."z", "A"..."Z"])),
      (":alnum:]", PatternSet(ranges: ["a"..."z", "A"..."Z", "0"..."9"])),
      (":upper:]", PatternSet(ranges: ["A"..."Z"])), (":lower:]", PatternSet(ranges: ["a"..."z"])),
    ]
    for (name, set) in names where scalars[place...].starts(with: name.unicodeScalars) {
      place += name.unicodeScalars.count
      return set
    }
    throw PatternError(sentence: "it names a class of characters that is not known")
  }

  private mutating func repeated(_ part: [PatternProgram.Step]) throws(PatternError) -> [PatternProgram.Step] {
    var part = part
    while let scalar = next {
      switch scalar {
      case "*": part = Self.any(part)
      case "+": part = part + Self.moved(Self.any(part), by: part.count)
      case "?": part = Self.optional(part)
      case "{":
        guard let (low, high, end) = bounds() else { return part }
        part = try expanded(part, low, high)
        place = end - 1
      default: return part
      }
      place += 1
      // A lazy or possessive mark changes which text is found, not whether there is one.
      if next == "?" || next == "+" { place += 1 }
      try check(part)
    }
    return part
  }

  /// `{3}`, `{3,}` or `{3,5}` at the current place, and the place after it; anything else is a plain brace.
  private func bounds() -> (Int, Int?, Int)? {
    guard let end = scalars[place...].firstIndex(of: "}") else { return nil }
    let parts = scalars[(place + 1)..<end].split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(String.UnicodeScalarView(part))
    }
    guard let first = parts.first, let low = Int(first), low >= 0, parts.count <= 2 else { return nil }
    if parts.count == 1 { return (low, low, end + 1) }
    if parts[1].isEmpty { return (low, nil, end + 1) }
    guard let high = Int(parts[1]), high >= low else { return nil }
    return (low, high, end + 1)
  }

  private func expanded(
    _ part: [PatternProgram.Step], _ low: Int, _ high: Int?
  ) throws(PatternError) -> [PatternProgram.Step] {
    let most = max(low, high ?? 0)
    guard most <= Self.sizeLimit, most * max(part.count, 1) <= Self.sizeLimit else {
      throw PatternError(sentence: "it repeats too often")
    }
    var steps: [PatternProgram.Step] = []
    for _ in 0..<low { steps += Self.moved(part, by: steps.count) }
    if let high {
      for _ in low..<high { steps += Self.moved(Self.optional(part), by: steps.count) }
    } else {
      steps += Self.moved(Self.any(part), by: steps.count)
    }
    return steps
  }

  private func check(_ steps: [PatternProgram.Step]) throws(PatternError) {
    if steps.count > Self.sizeLimit { throw PatternError(sentence: "it is too long") }
  }

  private static func any(_ part: [PatternProgram.Step]) -> [PatternProgram.Step] {
    [.fork(1, part.count + 2)] + moved(part, by: 1) + [.jump(0)]
  }

  private static func optional(_ part: [PatternProgram.Step]) -> [PatternProgram.Step] {
    [.fork(1, part.count + 1)] + moved(part, by: 1)
  }

  private static func moved(_ steps: [PatternProgram.Step], by offset: Int) -> [PatternProgram.Step] {
    steps.map { step in
      switch step {
      case .jump(let target): .jump(target + offset)
      case .fork(let first, let second): .fork(first + offset, second + offset)
      default: step
      }
    }
  }
}

extension PatternSet {
  /// Adds the small letters of every capital in it, for a search that ignores case.
  fileprivate mutating func addSmallLetters() {
    for range in ranges {
      let low = max(range.lowerBound.value, 65)
      let high = min(range.upperBound.value, 90)
      guard low <= high, let first = Unicode.Scalar(low + 32), let last = Unicode.Scalar(high + 32) else { continue }
      ranges.append(first...last)
    }
  }
}
