/// How many schemas a walk may still look at, so that none is endless in a schema that leads back to itself.
///
/// One number for a whole walk: depth alone is no limit, because what a schema leads to may double with each level.
struct SchemaSteps {
  private var left: Int
  /// True once something was left out.
  private(set) var areSpent = false

  /// At most `limit` steps.
  init(_ limit: Int) { left = limit }

  /// Takes the step to a schema at `depth`; false where none is left, or it lies at `most` or deeper.
  mutating func take(depth: Int, below most: Int) -> Bool {
    guard left > 0, depth < most else {
      areSpent = true
      return false
    }
    left -= 1
    return true
  }

  /// Takes a step where no depth is counted.
  mutating func take() -> Bool { take(depth: 0, below: 1) }
}
