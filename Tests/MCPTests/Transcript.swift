import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A recorded session: what the client sends and what the server must answer, line by line.
///
/// `> ` is a line of the client, `< ` the server's next line, `# ` a comment. `«any»` stands for any text;
/// `«state»` in a client's line for the last `requestState`. The server has resources where the name begins with
/// `resources`. With DEPUTY_RECORD=1 the server's lines are written anew.
struct Transcript: CustomStringConvertible, Sendable {
  static let folder = TestFiles.folder + "/MCPTests/Fixtures/transcripts"
  static let isRecording = getenv("DEPUTY_RECORD") != nil

  let name: String
  var lines: [String]

  var description: String { name }

  /// Every transcript of the folder, by name.
  static let all: [Transcript] = {
    var names: [String] = []
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".transcript") { names.append(name) }
    }
    return names.sorted().map { Transcript(name: $0, lines: read($0)) }
  }()

  private static func read(_ name: String) -> [String] {
    guard let file = fopen("\(folder)/\(name)", "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// Writes the transcript back.
  func record() {
    guard let file = fopen("\(Self.folder)/\(name)", "w") else { return }
    defer { fclose(file) }
    fputs(lines.joined(separator: "\n"), file)
  }

  /// True where `line` is what `pattern` says.
  static func matches(_ line: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "«any»", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return line == pattern }
    guard line.hasPrefix(first), line.hasSuffix(last) else { return false }
    var rest = line.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.count >= last.count
  }
}
