/// Words by which an answer announces that it quotes a call.
enum QuotationWords {
  /// Whatever else the line says, these mean that nobody is to run what follows.
  private static let warnings = [
    "do not", "don't", "never ", "must not", "should not", "shouldn't", "suspicious", "malicious", "injected",
    "injection", "attacker", "untrusted", "ignore", "ignoring", "quoted", "verbatim", "phishing", "planted", "bogus",
    "fake", "forged", "not run", "not execute", "not been executed", "refuse", "trap", "hostile", "tampered",
    "not a request",
    "not an instruction", "did not", "didn't", "won't", "will not",
  ]
  /// As warnings, unless a later sentence says what the model is about to do.
  private static let shown = [
    "for example", "e.g.", "for instance", "such as", "looks like", "look like", "could call", "would call", "can call",
    "beispiel", "z. b.", "z.b.", "par exemple", "por ejemplo", "esempio", "例如", "比如", "示例", "например",
  ]
  /// These mean it unless the last sentence says what the model is about to do.
  private static let examples = [
    "example", "sample", "template", "would be", "could be", "illustrat", "hypothetical", "syntax", "the format",
    "format is", "documentation", "documented",
  ]
  /// Verbs and nouns of quoting; they count where a colon follows, or where the call stands in the same line.
  private static let quotations = [
    "reads", "read:", "contains", "contained", "says", "said", "states", "stated", "log line", "logged", "log entry",
    "line ", "entry", "payload", "instructs", "asks", "asked", "wrote", "written", "recorded", "shows", "showed",
    "was:", "were:", "is:", "returned", "found", "message", "comment", "mail", "ticket", "page", "previous", "earlier",
    "yesterday", "trace", "transcript", "history", "output", "the file", "the log", "string", "text", "quote",
  ]
  /// How a model announces its own next step.
  private static let intentions = [
    "i'll", "i will", "i'm ", "i am ", "let me", "let's", "let us", "i need", "i want", "i should", "i can", "i'd ",
    "now ", "next", "first", "calling", "checking", "looking", "running", "using", "searching", "fetching", "going to",
    "we need", "we should", "need to", "getting", "reading", "retrieving", "trying", "call:", "tool:", "to check",
    "action:",
  ]

  /// Whether `text`, which stands before a call, introduces a quotation.
  static func introduce(_ text: String, isOnOwnLine: Bool) -> Bool {
    let plain = text.lowercased().replacing("’", with: "'")
    guard let line = plain.split(separator: "\n").last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return false }
    let sentence = lastSentence(line)
    if has(warnings, in: line) { return !(has(intentions, in: sentence) && !has(warnings, in: sentence)) }
    if has(shown, in: sentence) { return true }
    if has(intentions, in: sentence) { return false }
    if has(examples, in: line) { return true }
    guard !isOnOwnLine || line.last == ":" else { return false }
    return has(quotations, in: sentence + " ")
  }

  /// Whether `text`, which stands after a call that opens the message, takes it back.
  static func disown(_ text: String) -> Bool {
    let plain = text.lowercased().replacing("’", with: "'")
    let signs = [
      "did not run", "didn't run", "not executed", "is an example", "example of", "suspicious", "malicious",
      "injection", "was quoted", "i ignored", "do not run", "don't run", "not run it", "in the log", "attacker",
    ]
    return has(signs, in: Substring(plain))
  }

  private static func lastSentence(_ line: Substring) -> Substring {
    let body = line.dropLast()
    guard let stop = body.lastIndex(where: { $0 == "." || $0 == "!" || $0 == "?" || $0 == ";" }) else { return line }
    return line[line.index(after: stop)...]
  }

  private static func has(_ words: [String], in text: some StringProtocol) -> Bool {
    words.contains { text.contains($0) }
  }
}
