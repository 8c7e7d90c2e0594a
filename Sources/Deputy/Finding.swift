/// One line of the doctor's report.
struct Finding: Hashable {
  enum Kind: String {
    case fine = "ok"
    case hint
    case fault = "FAULT"
  }

  let kind: Kind
  let area: String
  let text: String

  init(_ kind: Kind, _ area: String, _ text: String) {
    self.kind = kind
    self.area = area
    self.text = text
  }

  var line: String { Self.padded(area, to: 9) + Self.padded(kind.rawValue, to: 6) + text }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
