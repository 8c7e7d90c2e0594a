import Agent
import Testing

/// A log with a known truth: every line and how often its message stands in it.
private struct GeneratedLog {
  var text = ""
  var counts: [String: Int] = [:]

  init(lines: Int, seed: UInt64) {
    var state = seed
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for line in 0..<lines {
      let number = next(100_000)
      let (message, shown) =
        switch next(10) {
        case 0: ("ERROR [api] gave up after \(number) tries", "ERROR [api] gave up after <*> tries")
        case 1: ("WARN disk /dev/sd\(number) at \(next(100))%", "WARN disk /dev/<*> at <*>%")
        case 2: ("", "")
        case 3: ("INFO naïve café \(number)", "INFO naïve café <*>")
        case 4:
          (
            "INFO a-very-long-word-that-has-no-digit-at-all ok", "INFO a-very-long-word-that-has-no-digit-at-all ok"
          )
        default: ("INFO GET /items/\(number)?q=10.0.0.\(next(256))", "INFO GET /items/<*>?q=<*>")
        }
      text += message.isEmpty ? "\n" : "2026-11-20 10:\(10 + line / 600 % 50):\(10 + line % 50) \(message)\n"
      if !message.isEmpty { counts[shown, default: 0] += 1 }
    }
  }
}

private func digest(_ text: String, chunk: Int = .max) -> LogDigest {
  var digest = LogDigest()
  let bytes = Array(text.utf8)
  bytes.withUnsafeBytes { all in
    var start = 0
    while start < all.count {
      let end = chunk == .max ? all.count : min(all.count, start + chunk)
      digest.read(UnsafeRawBufferPointer(rebasing: all[start..<end]))
      start = end
    }
  }
  digest.finish()
  return digest
}

@Suite(.timeLimit(.minutes(1))) struct LogDigestTests {
  @Test(arguments: [1, 2, 3]) func `Counts are the truth of a generated log`(_ seed: UInt64) {
    let log = GeneratedLog(lines: 5_000, seed: seed)
    let report = digest(log.text).report
    #expect(report.lines == 5_000)
    #expect(report.bytes == log.text.utf8.count)
    #expect(report.emptyLines == 5_000 - log.counts.values.reduce(0, +))
    #expect(Dictionary(uniqueKeysWithValues: report.messages.map { ($0.text, $0.count) }) == log.counts)
  }

  @Test(arguments: [1, 7, 64, 100, 4096]) func `Chunks of any size give the same digest`(_ chunk: Int) {
    let text = GeneratedLog(lines: 400, seed: 9).text + "2026-11-21 11:11:11 FATAL no newline at the end"
    #expect(digest(text, chunk: chunk).report.text() == digest(text).report.text())
  }

  @Test func `Two halves joined are the whole`() {
    let lines = GeneratedLog(lines: 1_000, seed: 4).text.split(separator: "\n", omittingEmptySubsequences: false)
    let whole = lines.joined(separator: "\n")
    for cut in [0, 1, 300, 999] {
      var first = digest(lines[..<cut].map { $0 + "\n" }.joined())
      first.append(digest(lines[cut...].joined(separator: "\n")))
      #expect(first.report.text() == digest(whole).report.text())
    }
  }

  @Test func `First and last time, lines and severities are told`() {
    let text = """
      2026-11-20T10:00:01Z web1 app[12]: ERROR cannot open /data/7
      2026-11-20T10:00:02Z web1 app[12]: warning: low space 5%
      2026-11-20T10:00:03Z web1 app[13]: ERROR cannot open /data/8
      no time here, panic at 7
      """
    let report = digest(text).report
    #expect(report.firstTime == "2026-11-20T10:00:01")
    #expect(report.lastTime == "2026-11-20T10:00:03")
    #expect(report.severities.map(\.severity) == [.fatal, .error, .warning])
    #expect(report.severities.map(\.count) == [1, 2, 1])
    let error = report.messages.first
    #expect(error?.firstLine == 1 && error?.lastLine == 3 && error?.count == 2)
    #expect(error?.firstTime == "2026-11-20T10:00:01" && error?.lastTime == "2026-11-20T10:00:03")
  }

  @Test(arguments: [
    ("Nov  5 03:04:05 box sshd[900]: Failed password for root", "Nov  5 03:04:05"),
    ("10.0.0.1 - - [25/Nov/2026:13:00:00 +0000] \"GET / HTTP/1.1\" 200", "25/Nov/2026:13:00:00"),
    ("2026-11-25 13:00:00,123 INFO x", "2026-11-25 13:00:00"), ("[2026-11-25T13:00:00+01:00] x", "2026-11-25T13:00:00"),
    ("heartbeat 5", nil),
  ])
  func `Time stamps are found as they are written`(_ line: String, _ time: String?) {
    #expect(digest(line).report.firstTime == time)
  }

  @Test func `The text names the frequent, the rare and what was left out`() {
    let text =
      String(repeating: "INFO beat 1\n", count: 1_234) + "ERROR once in block \"x\"\n" + "INFO twice\nINFO twice\n"
    #expect(
      digest(text).report.text() == """
        1,237 lines, 14854 bytes
        """.replacingFirst("14854", Count.grouped(text.utf8.count)) + "\n" + """
          Severity: 1 error, 1,236 info
          Messages, the most frequent first (<*> stands for what varies):
            1,234× INFO beat <*> (lines 1–1,234)
          Rare lines (messages that occur at most 3 times), the most severe first:
            line 1,235: ERROR once in block "x"
            line 1,236: INFO twice
          """)
    let many = (0..<900).map { "WARN kind \(Self.word($0))\n" }.joined()
    #expect(digest(many).report.text(limit: 3_000).contains("rare messages"))
    #expect(digest(many).report.text(limit: 3_000).utf8.count < 4_000)
  }

  @Test func `Kinds beyond the limit are counted together and said`() {
    let text = (0..<LogDigest.maximumTemplates + 5).map { "x \(Self.word($0))\n" }.joined()
    let report = digest(text).report
    #expect(report.furtherLines == 5)
    #expect(report.text().contains("Lines of further kinds, counted only together: 5."))
  }

  @Test func `A line of many megabytes is judged by its first and said`() {
    let report = digest("a\n" + String(repeating: "y", count: 3 << 20) + "\nb\n", chunk: 65536).report
    #expect(report.lines == 3)
    #expect(report.text().contains("Lines longer than 1 MiB, judged by their first MiB: 1."))
  }

  /// A word without digits that is different for every number.
  private static func word(_ number: Int) -> String {
    var rest = number
    var word = "w"
    repeat {
      word.append(Character(UnicodeScalar(UInt8(97 + rest % 26))))
      rest /= 26
    } while rest > 0
    return word
  }
}

extension String {
  fileprivate func replacingFirst(_ old: String, _ new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return self[..<range.lowerBound] + new + self[range.upperBound...]
  }
}
