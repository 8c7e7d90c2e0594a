import Agent
import Platform

/// `deputy digest FILE…`: what code can say of a log without any model.
struct DigestCommand: Subcommand {
  static let name = "digest"
  static let summary = "FILE…  count a log's lines, severities and messages, without a model"

  private static let usage = "Usage: deputy digest FILE…   (\"-\" reads standard input: zcat x.gz | deputy digest -)"

  static func run(_ arguments: [String]) async -> Int32 {
    if arguments.contains("--help") || arguments.contains("-h") {
      return AnswerWriter().print(usage)
    }
    guard !arguments.isEmpty else {
      StandardOutput.complain(usage)
      return 2
    }
    if let option = arguments.first(where: { $0.hasPrefix("-") && $0 != "-" }) {
      StandardOutput.complain("deputy digest has no option \(option). Give it files, or \"-\" for standard input.")
      return 2
    }
    var status: Int32 = 0
    for path in arguments {
      do {
        let text = try await digest(path).report.text(limit: 20_000)
        let printed = AnswerWriter().print(arguments.count > 1 ? "== \(path)\n\(text)\n" : text)
        guard printed == 0 else { return printed }
      } catch {
        StandardOutput.complain("\(error)")
        status = 1
      }
    }
    return status
  }

  /// Reads a large file in two halves at once, cut at a line border; everything else from start to end.
  private static func digest(_ path: String) async throws -> LogDigest {
    let file = try FileStream(path)
    guard let size = file.size, size > 8 << 20 else {
      var digest = LogDigest()
      try file.read { digest.read($0) }
      digest.finish()
      return digest
    }
    let middle = try file.lineStart(after: size / 2)
    async let second = part(path, from: middle, to: size)
    var first = try await part(path, from: 0, to: middle)
    first.append(try await second)
    return first
  }

  @concurrent private static func part(_ path: String, from start: Int, to end: Int) async throws -> LogDigest {
    let file = try FileStream(path)
    var digest = LogDigest()
    try file.read(from: start, to: end) { digest.read($0) }
    digest.finish()
    return digest
  }
}
