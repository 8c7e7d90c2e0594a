/// The `{2}`, `{2,}`, `{2,3}` or `{,3}` of a pattern; any other brace is a character.
struct PatternInterval {
  /// As grep writes it.
  let text: String
  /// The most times; `Int.max` without end, or where the number is larger.
  let most: Int
  /// What stands behind it.
  let rest: ArraySlice<Unicode.Scalar>

  /// Reads the interval whose `{` is already taken; nil where it is none.
  init?(_ rest: ArraySlice<Unicode.Scalar>) {
    let digits = { (place: ArraySlice<Unicode.Scalar>) in
      place.prefix { ("0"..."9").contains($0) }.map { String($0) }.joined()
    }
    let least = digits(rest)
    var place = rest.dropFirst(least.utf8.count)
    var bound: String?
    if place.first == "," {
      place.removeFirst()
      let number = digits(place)
      place = place.dropFirst(number.utf8.count)
      bound = number
    }
    guard place.popFirst() == "}", !(least.isEmpty && bound?.isEmpty ?? true) else { return nil }
    text = "{\(least.isEmpty ? "0" : least)\(bound.map { "," + $0 } ?? "")}"
    most = Int(bound ?? least) ?? Int.max
    self.rest = place
  }
}
