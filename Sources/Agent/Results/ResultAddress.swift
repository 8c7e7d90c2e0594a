/// Where a stored result, or some lines of it, is read: `deputy://conversations/<id>/results/<n>?start_line=<a>&end_line=<b>`.
///
/// Lines count from 1; both ends belong to the part and may be missing.
package struct ResultAddress: Sendable, Hashable {
  var conversation: String
  var number: Int
  var firstLine: Int?
  var lastLine: Int?

  /// The form of every address, as RFC 6570 writes it.
  package static let template =
    "deputy://conversations/{conversation_id}/results/{result}{?start_line,end_line}"

  init(_ conversation: String, _ number: Int, from firstLine: Int? = nil, to lastLine: Int? = nil) {
    self.conversation = conversation
    self.number = number
    self.firstLine = firstLine
    self.lastLine = lastLine
  }

  /// The longest text that is looked at; an address has about 120 bytes.
  private static let longest = 512

  /// Reads an address; nil where `text` is none.
  package init?(_ text: String) {
    guard text.utf8.count <= Self.longest else { return nil }
    let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = halves[0].split(separator: "/", omittingEmptySubsequences: false)
    guard path.count == 6, path[0...2] == ["deputy:", "", "conversations"], path[4] == "results" else { return nil }
    guard !path[3].isEmpty, let number = Self.number(path[5]) else { return nil }
    self.init(String(path[3]), number)
    guard halves.count == 2 else { return }
    for pair in halves[1].split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, let line = Self.number(sides[1]) else { return nil }
      switch sides[0] {
      case "start_line": firstLine = line
      case "end_line": lastLine = line
      default: return nil
      }
    }
  }

  private static func number(_ text: Substring) -> Int? { Int(text).flatMap { $0 >= 1 ? $0 : nil } }
}

extension ResultAddress: CustomStringConvertible {
  package var description: String {
    let lines = [("start_line", firstLine), ("end_line", lastLine)].compactMap { name, line in
      line.map { "\(name)=\($0)" }
    }
    return "deputy://conversations/\(conversation)/results/\(number)"
      + (lines.isEmpty ? "" : "?" + lines.joined(separator: "&"))
  }
}
