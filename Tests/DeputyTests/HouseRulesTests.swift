import Platform
import TestSupport
import Testing

/// A Swift file of `Sources`, with its path from there.
private struct SourceFile: CustomTestStringConvertible {
  let path: String
  let lines: [String]

  var testDescription: String { path }
  var module: String { String(path.prefix { $0 != "/" }) }

  static let all: [SourceFile] = below("")

  private static func below(_ folder: String) -> [SourceFile] {
    TestFiles.names(in: "../Sources/" + folder).flatMap { name -> [SourceFile] in
      let path = folder + name
      if name.hasSuffix(".swift") {
        return [SourceFile(path: path, lines: TestFiles.lines("../Sources/" + path))]
      }
      return name.contains(".") ? [] : below(path + "/")
    }
  }
}

@Suite("House rules", .timeLimit(.minutes(1))) struct HouseRulesTests {
  @Test func `The sources are found`() {
    #expect(SourceFile.all.count > 40)
    #expect(Set(SourceFile.all.map(\.module)).isSuperset(of: ["Agent", "Deputy", "JSON", "MCP", "Platform"]))
  }

  @Test func `No file is longer than 400 lines, and nine of ten are under 250`() {
    for file in SourceFile.all { #expect(file.lines.count <= 400, "\(file.path)") }
    let long = SourceFile.all.filter { $0.lines.count > 250 }
    #expect(long.count * 10 <= SourceFile.all.count, "\(long.map(\.path))")
  }

  @Test func `The C library is imported in Platform alone, and Foundation nowhere`() {
    for file in SourceFile.all {
      for line in file.lines where line.contains("import ") && !line.contains("//") {
        let words = line.split(separator: " ").map(String.init)
        guard let at = words.firstIndex(of: "import"), at + 1 < words.count, at <= 2 else { continue }
        let imported = words[at + 1]
        #expect(
          !["Foundation", "FoundationNetworking", "FoundationEssentials", "Dispatch"].contains(imported), "\(file.path)"
        )
        if ["Glibc", "Darwin", "Musl", "CPlatform"].contains(imported) {
          #expect(file.module == "Platform", "\(file.path)")
        }
      }
    }
  }

  @Test func `Nothing is forced, and isolation is opted out of only in Platform`() {
    for file in SourceFile.all {
      for line in file.lines where !line.trimmed.hasPrefix("//") {
        #expect(
          !line.contains("try!") && !line.contains("as!") && !line.contains("@unchecked Sendable"),
          "\(file.path): \(line)")
        if line.contains("nonisolated(unsafe)") { #expect(file.module == "Platform", "\(file.path)") }
      }
    }
  }

  @Test func `Every type and function of a module is documented`() {
    for file in SourceFile.all {
      for (index, line) in file.lines.enumerated() where Self.declares(line) {
        var above = index - 1
        while above >= 0, file.lines[above].hasPrefix("@") { above -= 1 }
        let documented = above >= 0 && file.lines[above].hasPrefix("///")
        #expect(documented || file.path == "Deputy/Main.swift", "\(file.path):\(index + 1): \(line)")
      }
    }
  }

  private static func declares(_ line: String) -> Bool {
    var words = line.prefix { $0 != "{" && $0 != "(" }.split(separator: " ")[...]
    guard line.first != " ", line.first != "/" else { return false }
    while let word = words.first,
      ["package", "public", "internal", "final", "private", "fileprivate", "indirect"].contains(word)
    {
      words = words.dropFirst()
    }
    guard let kind = words.first else { return false }
    return ["struct", "class", "enum", "actor", "protocol", "func"].contains(kind)
  }
}

extension String {
  fileprivate var trimmed: Substring { drop { $0 == " " } }
}
