// The canonical way to write what was read: what this prints reads back as the same script, in sh and in bash.

extension ShellScript {
  /// The script in canonical form: every literal in single quotes where it needs any.
  package var shellText: String {
    var text = ""
    for (index, pipeline) in pipelines.enumerated() {
      if index > 0 { text += pipeline.connector == .sequence ? "; " : " \(pipeline.connector.rawValue) " }
      text += pipeline.shellText
    }
    return text
  }
}

extension ShellScript.Pipeline {
  var shellText: String {
    (isNegated ? "! " : "") + commands.map(\.shellText).joined(separator: " | ")
  }
}

extension ShellCommand {
  /// `|&` is written as `2>&1 |`, which means the same and which every sh knows.
  var shellText: String {
    var pieces = assignments.map { "\($0.name)=\($0.value.shellText)" }
    pieces += words.map(\.shellText)
    pieces += redirections.map(\.shellText)
    if pipesErrors { pieces.append("2>&1") }
    return pieces.joined(separator: " ")
  }
}

extension ShellRedirection {
  var shellText: String {
    switch self {
    case .input(let word): "<" + word.shellText
    case .discard(nil, let appending): "\(appending ? ">>" : ">")/dev/null 2>&1"
    case .discard(let descriptor?, let appending): "\(descriptor)\(appending ? ">>" : ">")/dev/null"
    case .duplicate(let descriptor, let target): "\(descriptor)>&\(target.map(String.init) ?? "-")"
    }
  }
}

extension ShellWord {
  var shellText: String {
    parts.isEmpty ? "''" : parts.map(\.shellText).joined()
  }
}

extension ShellWord.Part {
  var shellText: String {
    switch self {
    case .literal(let text, let isQuoted): isQuoted ? Self.quoted(text) : text
    case .glob(let text): text
    case .tilde(let user): "~" + user
    case .variable(let name, let isQuoted): isQuoted ? "\"${\(name)}\"" : "${\(name)}"
    case .substitution(let script, let isQuoted):
      isQuoted ? "\"$(\(script.shellText))\"" : "$(\(script.shellText))"
    }
  }

  /// Single quotes, but for quotes and for backslashes before a quote: fish reads `\'` inside quotes otherwise.
  private static func quoted(_ text: String) -> String {
    let segments = text.split(separator: "'", omittingEmptySubsequences: false).map { segment in
      let tail = segment.reversed().prefix { $0 == "\\" }.count
      let body = segment.dropLast(tail)
      return (body.isEmpty ? "" : "'\(body)'") + String(repeating: "\\\\", count: tail)
    }
    return segments.joined(separator: "\\'")
  }
}
