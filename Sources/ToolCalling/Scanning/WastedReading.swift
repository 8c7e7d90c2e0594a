/// The bytes that readings of one text went over in vain, and how many of them are too many.
///
/// What stands after the start of a failed reading is read again, so hostile text could make each byte be read as often
/// as there are bytes. All readers of a text share one count; it is a class, because they are values.
final class WastedReading {
  private var count = 0
  private let length: Int

  /// For a text of `length` bytes.
  init(in length: Int) { self.length = length }

  func add(_ bytes: Int) { count += max(0, bytes) }

  /// True once the text was read in vain twice, which no ordinary one is.
  var isHostile: Bool { count > 2 * length + 65_536 }

  /// True once it was read in vain eight times.
  var isExhausted: Bool { count > 8 * length + 1_048_576 }
}
