/// How much work a search may be before it ends, in steps of its pattern, and whether its caller has gone.
struct PatternBudget {
  private(set) var left: Int
  private(set) var isCancelled = false
  private var untilCheck = 1 << 20

  /// By default enough for a dozen places at once in each character of 8 MiB, which takes a second or so.
  init(steps: Int = 100_000_000) { left = steps }

  /// True once nothing more may be searched.
  var isSpent: Bool { left <= 0 || isCancelled }

  mutating func take(_ count: Int) {
    left -= count
    untilCheck -= count
    guard untilCheck <= 0 else { return }
    untilCheck = 1 << 20
    isCancelled = Task.isCancelled
  }
}

/// A regular expression that says of a line whether it matches anywhere in it, in time linear in the line.
///
/// The usual notation: `. * + ? {m,n} | ( ) [ ] ^ $ \d \w \s \b` and their opposites; `(?i)` at the start ignores
/// the case of ASCII letters. There are no back references and no look-around: they are what makes matching explode.
struct LinePattern: Sendable {
  private let program: [PatternProgram.Step]
  private let ignoresCase: Bool
  /// The bytes to look for where the pattern is nothing but text.
  private let literal: [UInt8]?

  /// Throws a sentence that says what is wrong with `text`.
  init(_ text: String) throws(PatternError) {
    let ignoresCase = text.hasPrefix("(?i)")
    var compiler = PatternCompiler(ignoresCase ? String(text.dropFirst(4)) : text, ignoresCase: ignoresCase)
    program = try compiler.program()
    self.ignoresCase = ignoresCase
    literal = ignoresCase ? nil : Self.literal(of: program)
  }

  /// The pattern that matches exactly `text`.
  init(literal text: String) {
    program = text.unicodeScalars.map(PatternProgram.Step.scalar) + [.match]
    ignoresCase = false
    literal = Array(text.utf8)
  }

  private static func literal(of program: [PatternProgram.Step]) -> [UInt8]? {
    var scalars = String.UnicodeScalarView()
    for step in program.dropLast() {
      guard case .scalar(let scalar) = step else { return nil }
      scalars.append(scalar)
    }
    return Array(String(scalars).utf8)
  }

  /// Whether a line, given as UTF-8, matches; false too where the budget ends before it is known.
  func matches(_ line: UnsafeBufferPointer<UInt8>, _ budget: inout PatternBudget) -> Bool {
    guard let literal else { return matches(String(decoding: line, as: UTF8.self).unicodeScalars, &budget) }
    budget.take(line.count + 1)
    guard let first = literal.first else { return true }
    var place = 0
    while place + literal.count <= line.count, !budget.isSpent {
      if line[place] == first {
        var same = 1
        while same < literal.count, line[place + same] == literal[same] { same += 1 }
        if same == literal.count { return true }
        budget.take(same)
      }
      place += 1
    }
    return false
  }

  func matches(_ line: some Sequence<Unicode.Scalar>, _ budget: inout PatternBudget) -> Bool {
    var threads = ThreadList(count: program.count)
    var next = ThreadList(count: program.count)
    var before: Unicode.Scalar?
    var place = line.makeIterator()
    var current = place.next()
    while true {
      let border = Border(before: before, after: current)
      // A thread that starts here is added at every place, which makes the search unanchored in one pass.
      if threads.add(0, program, border) { return true }
      budget.take(threads.size + 1)
      guard let scalar = current, !budget.isSpent else { return false }
      let folded = ignoresCase ? PatternProgram.folded(scalar) : scalar
      let after = place.next()
      next.clear()
      let nextBorder = Border(before: scalar, after: after)
      for index in threads.list where program[index].accepts(folded) {
        if next.add(index + 1, program, nextBorder) { return true }
      }
      swap(&threads, &next)
      (before, current) = (scalar, after)
    }
  }
}

/// What stands around a place of a line.
private struct Border {
  let before: Unicode.Scalar?
  let after: Unicode.Scalar?

  var isWordBorder: Bool { (before.map(PatternProgram.isWord) ?? false) != (after.map(PatternProgram.isWord) ?? false) }
}

/// The places in the program at which a match may be, each once.
private struct ThreadList {
  private(set) var list: [Int] = []
  private var marks: [Bool]
  private var pending: [Int] = []

  init(count: Int) { marks = [Bool](repeating: false, count: count) }

  mutating func clear() {
    for index in list { marks[index] = false }
    for index in passed { marks[index] = false }
    list.removeAll(keepingCapacity: true)
    passed.removeAll(keepingCapacity: true)
  }

  private var passed: [Int] = []
  /// Steps that were looked at.
  var size: Int { list.count + passed.count }

  /// Follows the steps that consume nothing from `start`; true where the match is complete.
  mutating func add(_ start: Int, _ program: [PatternProgram.Step], _ border: Border) -> Bool {
    pending.append(start)
    while let index = pending.popLast() {
      if marks[index] { continue }
      marks[index] = true
      var consumes = false
      switch program[index] {
      case .match:
        pending.removeAll(keepingCapacity: true)
        return true
      case .jump(let target): pending.append(target)
      case .fork(let first, let second):
        pending.append(second)
        pending.append(first)
      case .lineStart: if border.before == nil { pending.append(index + 1) }
      case .lineEnd: if border.after == nil { pending.append(index + 1) }
      case .wordBorder(let wanted): if border.isWordBorder == wanted { pending.append(index + 1) }
      case .scalar, .any, .set: consumes = true
      }
      if consumes { list.append(index) } else { passed.append(index) }
    }
    return false
  }
}
