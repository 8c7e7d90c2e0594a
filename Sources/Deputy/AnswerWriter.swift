import Platform

/// Brings a command's answer to standard output, and says so where that fails.
struct AnswerWriter {
  /// EPIPE, on Linux and on macOS: the reader has left, as `head` does, and needs no sentence.
  private static let readerIsGone = 32
  /// EINTR, on both.
  private static let interrupted = 4

  var sink = ByteSink(descriptor: 1)
  var complain: (String) -> Void = { StandardOutput.complain($0) }

  /// Writes a text and a newline, blocking. The exit status: `status`, or 1 where the answer did not arrive.
  func print(_ text: String, status: Int32 = 0) -> Int32 {
    let bytes = Array((text + "\n").utf8)
    var place = 0
    while place < bytes.count {
      _ = sink.isWritable(true)
      let end = min(place + ByteSink.safeLength, bytes.count)
      let count = bytes.withUnsafeBytes { sink.write(UnsafeRawBufferPointer(rebasing: $0[place..<end])) }
      if count > 0 {
        place += count
      } else if count != -Self.interrupted {
        if count != -Self.readerIsGone { complain(Self.sentence(code: count)) }
        return 1
      }
    }
    return status
  }

  private static func sentence(code count: Int) -> String {
    let reason = count == 0 ? "it takes nothing" : errorText(Int32(clamping: -count))
    return "Standard output cannot be written: \(reason). The answer is lost."
  }
}
