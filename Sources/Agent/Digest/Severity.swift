/// How bad a log line says it is, most severe first (the names of RFC 5424 section 6.2.1 and their common spellings).
package enum Severity: Int, Sendable, CaseIterable {
  case fatal, error, warning, notice, info, debug

  /// What the digest calls it.
  package var name: String {
    switch self {
    case .fatal: "fatal"
    case .error: "error"
    case .warning: "warning"
    case .notice: "notice"
    case .info: "info"
    case .debug: "debug"
    }
  }

  /// The severity that a single word means, in any case.
  private static let words: [String: Severity] = [
    "fatal": .fatal, "critical": .fatal, "crit": .fatal, "panic": .fatal, "alert": .fatal, "emerg": .fatal,
    "emergency": .fatal, "error": .error, "err": .error, "severe": .error, "warning": .warning, "warn": .warning,
    "notice": .notice, "info": .info, "information": .info, "debug": .debug, "trace": .debug, "verbose": .debug,
  ]

  /// The severity of a line or a template: that of its first word which means one, searched in the first 200 bytes.
  package init?(of text: String) {
    var word: [UInt8] = []
    for byte in text.utf8.prefix(200) {
      if LineTemplate.classes[Int(byte)] != 0 {
        word.append(byte)
        continue
      }
      if let found = Self.meaning(of: word) {
        self = found
        return
      }
      word.removeAll(keepingCapacity: true)
    }
    guard let found = Self.meaning(of: word) else { return nil }
    self = found
  }

  private static func meaning(of word: [UInt8]) -> Severity? {
    guard (3...11).contains(word.count) else { return nil }
    return words[String(decoding: word, as: UTF8.self).lowercased()]
  }
}
