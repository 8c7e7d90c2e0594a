import JSON

/// Finds out whether a call was copied from a tool's result instead of being the model's own idea.
///
/// Position cannot tell an unlabelled quotation at the end of an answer from a request; where the text came from can.
package struct Provenance: Sendable {
  private let names: ToolNames

  /// For the tools of a parser, whose table of names it shares.
  package init(_ parser: ToolCallParser) { names = parser.names }

  /// The index of the first result that contains a call with the same arguments; nil where none does.
  ///
  /// A call without arguments says too little to be a copy. Linear in the results; one that does not contain the
  /// longest text of the arguments, escaped or not, is never parsed. One that was made to be unreadable counts as the
  /// source where the numbers of the arguments stand in it as well.
  package func quotedSource(of call: ToolCall, in results: [String]) -> Int? {
    guard !call.arguments.isEmpty else { return nil }
    let evidence = CopyEvidence(call.arguments)
    return results.indices.first { index in
      results[index].withBytes { bytes in
        guard let decoded = ASCIIEscapes.decoded(bytes) else { return holds(call, bytes, evidence, plain: bytes) }
        return decoded.withUnsafeBufferPointer { holds(call, bytes, evidence, plain: Bytes($0)) }
      }
    }
  }

  /// Whether `bytes` contain the call; `plain` is the same text without escapes, for the evidence.
  private func holds(_ call: ToolCall, _ bytes: Bytes, _ evidence: CopyEvidence, plain: Bytes) -> Bool {
    guard evidence.mayOccur(in: plain) else { return false }
    var search = QuotedCalls(bytes: bytes, tools: names)
    // A number in another notation than JSON's has three parts until it is resolved.
    let limit = 3 * JSONValue.object(call.arguments).parts(upTo: Int.max / 3)
    let isCopied = search.all().contains { candidate in
      // Whatever tool the quotation names: who copies the arguments may change the name.
      guard let tool = names.resolve(candidate.name) ?? names.resolve(call.name),
        let written = try? CandidateArguments(tool).written(of: candidate),
        // Calls may stand in calls, so each is looked at only as far as it can be the same.
        JSONValue.object(written).parts(upTo: limit) <= limit
      else { return false }
      return SpelledNumber.resolved(written) == call.arguments
    }
    return isCopied || search.isExhausted && evidence.mayAllOccur(in: plain)
  }
}

extension JSONValue {
  /// How many values it consists of, itself included; where they are more than `limit`, some number above it.
  fileprivate func parts(upTo limit: Int) -> Int {
    var count = 1
    var rest = [self]
    while let value = rest.popLast(), count <= limit {
      switch value {
      case .array(let elements):
        count += elements.count
        if count <= limit { rest += elements }
      case .object(let object):
        count += object.count
        if count <= limit { rest += object.members.map(\.value) }
      case .string, .number, .bool, .null: break
      }
    }
    return count
  }
}
