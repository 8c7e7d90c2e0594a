import Platform

/// A range of lines of an open text file, found in one pass with bounded memory.
///
/// UTF-8; UTF-16 by its byte order mark; anything else is read as Latin-1, and `notes` says so.
struct TextFileLines {
  let text: String
  /// The lines in `text`.
  let count: Int
  /// The lines of the file before the range, or all of them where the range lies behind the end.
  let linesBefore: Int
  let reachedEnd: Bool
  /// True where the limit ended the text before the range ended, and a line follows.
  let isCut: Bool
  /// The number of a line that alone is longer than the limit, of which `text` is the beginning; nil where none is.
  let longLine: Int?
  /// True where the caller's time ended the reading; `text` holds whole lines, or the beginning of `longLine`.
  let isStopped: Bool
  private(set) var notes: [String] = []

  /// The most bytes that are returned at once.
  static let limit = 8 << 20
  /// The first piece is small because most files are; the next are four times as long each, up to the longest.
  private static let firstPiece = 1 << 14
  private static let longestPiece = 1 << 18

  /// `beginning` is how the file begins, at least its byte order mark; `isOver` is asked between pieces.
  init(
    _ file: OpenFile, beginning: [UInt8], first: Int, last: Int?, limit: Int = TextFileLines.limit,
    isOver: () -> Bool = { false }
  ) throws(SystemFault) {
    let encoding = WideEncoding(mark: beginning)
    var scan = LineScan(first: first, last: last, limit: limit)
    let fileEnded = try Self.pass(file, encoding, from: Self.markBytes(of: beginning), to: &scan, isOver: isOver)
    isStopped = !fileEnded && !scan.isDone
    if isStopped { scan.stop() }
    let bytes = scan.finish()
    if encoding != nil {
      text = String(decoding: bytes, as: UTF8.self)
      notes.append("read as UTF-16")
    } else if let latin = Latin1.decodedWhereFit(bytes) {
      text = latin
      notes.append("not UTF-8; read as Latin-1")
    } else {
      text = String(decoding: bytes, as: UTF8.self)
    }
    (count, linesBefore) = (scan.count, scan.linesBefore)
    (isCut, longLine) = (scan.isCut, scan.longLine)
    reachedEnd = fileEnded && !scan.isDone
  }

  private static func markBytes(of beginning: [UInt8]) -> Int {
    if WideEncoding(mark: beginning) != nil { return WideEncoding.markBytes }
    return beginning.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Gives the scan the file piece by piece, from UTF-16 as UTF-8; true where the file ended.
  private static func pass(
    _ file: OpenFile, _ encoding: WideEncoding?, from start: Int, to scan: inout LineScan, isOver: () -> Bool
  ) throws(SystemFault) -> Bool {
    var offset = start
    var piece = firstPiece
    while !scan.isDone {
      var fresh = try file.read(at: offset, count: piece)
      let fileEnded = fresh.count < piece
      if let encoding {
        if !fileEnded { fresh.removeLast(fresh.count - encoding.decodableBytes(fresh)) }
        scan.take(Array(encoding.decoded(fresh).utf8))
      } else {
        scan.take(fresh)
      }
      if fileEnded { return true }
      if isOver() { return false }
      offset += fresh.count
      piece = min(4 * piece, longestPiece)
    }
    return false
  }
}
