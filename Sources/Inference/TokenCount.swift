import JSON

/// The numbers of tokens that servers tell, checked before anybody calculates with them.
enum TokenCount {
  /// More than any window, and so little that sums and products of counts never overflow.
  static let limit = 1 << 40

  /// `number` where it can be a number of tokens; nil where it is negative or beyond the limit.
  static func checked(_ number: Int?) -> Int? { number.flatMap { (0...limit).contains($0) ? $0 : nil } }

  /// `number` where it can be the size of a window; 0 is none.
  static func window(_ number: Int?) -> Int? { checked(number).flatMap { $0 > 0 ? $0 : nil } }
}

extension JSONValue {
  /// A number of tokens, from 0 to 2^40; nil for everything else.
  var tokenCount: Int? { TokenCount.checked(int) }

  /// The size of a window in tokens, from 1 to 2^40; nil for everything else.
  var tokenWindow: Int? { TokenCount.window(int) }
}
