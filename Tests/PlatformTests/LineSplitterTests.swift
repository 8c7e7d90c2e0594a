import Platform
import Testing

@Suite(.timeLimit(.minutes(1))) struct LineSplitterTests {
  private func pieces(_ chunks: [[UInt8]], limit: Int = 100) -> [LineSplitter.Piece] {
    var splitter = LineSplitter(limit: limit)
    var pieces: [LineSplitter.Piece] = []
    for chunk in chunks { chunk.withUnsafeBytes { splitter.take($0) { pieces.append($0) } } }
    splitter.finish { pieces.append($0) }
    return pieces
  }

  private func lines(_ texts: String...) -> [LineSplitter.Piece] { texts.map { .line(Array($0.utf8)) } }

  @Test("Lines end at a newline, one carriage return before it is dropped, and the last needs none")
  func ends() {
    #expect(pieces([Array("a\nb\r\n\nc\r\r\nd".utf8)]) == lines("a", "b", "", "c\r", "d"))
    #expect(pieces([Array("a\r".utf8)]) == lines("a"))
    #expect(pieces([]) == [])
    #expect(pieces([Array("\n".utf8)]) == lines(""))
  }

  @Test("Only the newline ends a line, whatever Unicode or C say")
  func otherEnds() {
    let text = "a\u{2028}b\u{85}c\u{0}d\u{B}e\u{C}f"
    #expect(pieces([Array((text + "\n").utf8)]) == lines(text))
  }

  @Test("The same lines come out wherever the bytes are cut in two or three")
  func everyCut() {
    let bytes = Array("grüße 🦜\r\n\nzwei\r\n0123456789\nlast".utf8)
    let whole = pieces([bytes])
    for first in 0...bytes.count {
      for second in first...bytes.count {
        let chunks = [Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...])]
        #expect(pieces(chunks) == whole)
      }
    }
  }

  @Test("A line of exactly the limit passes, one byte more is reported once, and the next line is whole")
  func limit() {
    let text = "1234\n12345\n123456789012345\nab\n"
    for size in 1...text.utf8.count {
      let chunks = stride(from: 0, to: text.utf8.count, by: size).map { Array(Array(text.utf8)[$0...].prefix(size)) }
      #expect(
        pieces(chunks, limit: 4) == lines("1234") + [.tooLong, .tooLong] + lines("ab"), "in chunks of \(size)")
    }
    #expect(pieces([Array("12345".utf8)], limit: 4) == [.tooLong])
  }
}
