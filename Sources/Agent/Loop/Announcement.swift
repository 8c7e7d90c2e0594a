/// Whether an answer only says what the model is about to do.
enum Announcement {
  private static let openings = [
    "i will now", "i'll now", "i will", "i'll", "let me", "i am going to", "i'm going to",
    "next, i", "now i", "first, i",
  ]
  private static let deeds = [
    "run", "check", "use", "call", "execute", "look", "read", "search", "inspect", "list",
    "grep", "query", "fetch", "start", "connect", "examine", "analyze", "analyse", "try",
  ]

  /// True for a short text whose last sentence begins like an announcement and names a deed; never where it quotes.
  static func isOne(_ text: String) -> Bool {
    guard text.utf8.count < 600, !text.contains("\n>"), !text.hasPrefix(">") else { return false }
    let lower = text.lowercased().replacing("’", with: "'")
    guard let sentence = lower.split(whereSeparator: { ".!?\n:…".contains($0) }).last(where: hasLetters) else {
      return false
    }
    let trimmed = sentence.drop { !$0.isLetter }
    guard !trimmed.hasPrefix("let me know"), let opening = openings.first(where: { trimmed.hasPrefix($0) }) else {
      return false
    }
    let words = trimmed.dropFirst(opening.count).split(whereSeparator: { !$0.isLetter }).prefix(5)
    return words.contains { word in deeds.contains { word.elementsEqual($0) } }
  }

  private static func hasLetters(_ text: Substring) -> Bool { text.contains(where: \.isLetter) }
}
