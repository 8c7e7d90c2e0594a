import Platform

/// What a search program wrote to its standard error: files that it could not read, and warnings.
struct SearchComplaints {
  /// The files and folders that could not be read; at least so many where `isIncomplete`.
  private(set) var unreadable = 0
  private let isIncomplete: Bool
  /// The first lines that are about something else, cleaned and cut.
  private var warnings: [String] = []
  /// The last line; nil where nothing was said.
  let last: String?

  private static let mostWarnings = 3
  private static let longestWarning = 300

  init(_ output: ChildOutput) {
    isIncomplete = output.droppedBytes > 0
    let lines = output.bytes.split(separator: 0x0A)
    last = lines.last.map(Self.clean)
    for line in lines {
      if Self.isAboutFile(line) {
        unreadable += 1
      } else if warnings.count < Self.mostWarnings {
        warnings.append(Self.clean(line))
      }
    }
  }

  var notes: [String] {
    guard unreadable > 0 else { return warnings }
    let count = unreadable == 1 ? "1 file or folder" : "\(unreadable) files or folders"
    return warnings + ["\(isIncomplete ? "at least " : "")\(count) could not be read"]
  }

  /// `grep: ./x: Permission denied`, in rg before version 14 without the name of the program. The search begins at `.` or
  /// reads its standard input, so files have such names.
  private static func isAboutFile(_ line: ArraySlice<UInt8>) -> Bool {
    let names = ["./", ".:", "-:", "(standard input):", "<stdin>:"]
    let behindProgram = line.drop { $0 != UInt8(ascii: " ") }.dropFirst()
    return names.contains { line.starts(with: $0.utf8) || behindProgram.starts(with: $0.utf8) }
  }

  private static func clean(_ line: ArraySlice<UInt8>) -> String { CleanText(Array(line.prefix(longestWarning))).text }
}
