/// An answer that quotes what stands in no result, while the model is asked to correct it.
struct Draft: Sendable {
  let answer: ModelAnswer
  let quotes: QuoteCheck
  /// Entries of the history up to the answer.
  let entries: Int

  /// Bytes of the answer.
  var byteCount: Int { answer.text.utf8.count }

  /// True where `other`, whose quotes were looked up too, is to be preferred.
  ///
  /// An apology or an announcement quotes nothing wrong either: what quotes nothing must say as much as this answer does
  /// beside its quotes, and what quotes something about half.
  func isWorse(than other: ModelAnswer, with found: QuoteCheck?) -> Bool {
    guard !other.isAnnouncement, (found?.notFound.count ?? 0) < quotes.notFound.count else { return false }
    let (mine, its) = (QuoteCheck.prose(of: answer.text), QuoteCheck.prose(of: other.text))
    return (found?.verified ?? 0) > 0 ? its * 2 >= mine : its >= mine
  }
}
