import Platform
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct LineReaderTests {
  init() { SignalWatcher.ignoreBrokenPipes() }

  /// Everything that a reader hands over until its end.
  private func events(_ descriptor: Int32, limit: Int = 1 << 20) async -> [LineReader.Event] {
    var events: [LineReader.Event] = []
    for await event in stream(descriptor, limit: limit) { events.append(event) }
    return events
  }

  private func stream(_ descriptor: Int32, limit: Int = 1 << 20) -> AsyncStream<LineReader.Event> {
    let (events, sink) = AsyncStream.makeStream(of: LineReader.Event.self)
    LineReader(descriptor: descriptor, limit: limit).start { event in
      sink.yield(event)
      if case .end = event { sink.finish() }
    }
    return events
  }

  private func line(_ text: String) -> LineReader.Event { .line(Array(text.utf8)) }

  @Test("/dev/null is an end of input")
  func nothing() async {
    #expect(await events(Descriptors.openForReading("/dev/null")) == [.end(nil)])
  }

  @Test("A file is read to its end")
  func file() async {
    let all = await events(Descriptors.openForReading(TestFiles.folder + "/../Package.swift"))
    #expect(all.first == line("// swift-tools-version: 6.2"))
    #expect(all.last == .end(nil))
  }

  @Test("A pipe: the end that follows data at once is not lost, nor the line without a newline")
  func pipe() async {
    let (input, output) = Descriptors.pipe()
    Descriptors.write("one\ntwo", to: output)
    Descriptors.close(output)
    #expect(await events(input) == [line("one"), line("two"), .end(nil)])
    Descriptors.close(input)
  }

  @Test("A socket pair, blocking or not", arguments: [false, true])
  func socketPair(_ isNonBlocking: Bool) async {
    let (ours, theirs) = Descriptors.socketPair()
    if isNonBlocking { Descriptors.makeNonBlocking(ours) }
    var iterator = stream(ours).makeAsyncIterator()
    for text in ["one", "two"] {
      Descriptors.write("\(text)\n", to: theirs)
      #expect(await iterator.next() == line(text))
    }
    Descriptors.close(theirs)
    #expect(await iterator.next() == .end(nil))
    Descriptors.close(ours)
  }

  @Test("A peer that resets its socket is an end of input")
  func reset() async {
    let (ours, theirs) = Descriptors.socketPair()
    // What the peer has not read when it closes makes Linux answer the next read with ECONNRESET.
    Descriptors.write("unread", to: ours)
    Descriptors.close(theirs)
    #expect(await events(ours) == [.end(nil)])
    Descriptors.close(ours)
  }

  @Test("A line over the limit is told, and the next one is read")
  func tooLong() async {
    let (input, output) = Descriptors.pipe()
    Descriptors.write("0123456789\nok\n", to: output)
    Descriptors.close(output)
    #expect(await events(input, limit: 5) == [.tooLong, line("ok"), .end(nil)])
    Descriptors.close(input)
  }

  @Test("A descriptor that is not open is told with its errno")
  func notOpen() async { #expect(await events(-1) == [.end(9)]) }
}
