/// An answer of the model.
struct ModelAnswer: Sendable {
  let text: String
  /// It ends where the tokens of one reply do.
  let wasCut: Bool

  /// It only says what the model is about to do.
  var isAnnouncement: Bool { Announcement.isOne(text) }
}
