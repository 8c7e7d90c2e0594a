import Platform
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite(.timeLimit(.minutes(1))) struct SignalWatcherTests {
  @Test("SIGINT, SIGTERM, SIGHUP and SIGQUIT are told instead of ending the process")
  func told() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let (signals, sink) = AsyncStream.makeStream(of: SignalWatcher.Signal.self)
      SignalWatcher.start { sink.yield($0) }
      var iterator = signals.makeAsyncIterator()
      kill(getpid(), SIGTERM)
      guard await iterator.next() == .terminate else { exit(1) }
      kill(getpid(), SIGINT)
      guard await iterator.next() == .interrupt else { exit(2) }
      kill(getpid(), SIGHUP)
      guard await iterator.next() == .hangUp else { exit(3) }
      kill(getpid(), SIGQUIT)
      guard await iterator.next() == .quit else { exit(4) }
      exit(7)
    }
  }

  @Test("A hang-up that nohup has ignored stays ignored")
  func ignoredHangUp() async {
    await #expect(processExitsWith: .exitCode(7)) {
      signal(SIGHUP, SIG_IGN)
      let (signals, sink) = AsyncStream.makeStream(of: SignalWatcher.Signal.self)
      SignalWatcher.start { sink.yield($0) }
      var iterator = signals.makeAsyncIterator()
      kill(getpid(), SIGHUP)
      kill(getpid(), SIGTERM)
      exit(await iterator.next() == .terminate ? 7 : 1)
    }
  }

  @Test("An ignored SIGCHLD and blocked signals of a parent are taken back")
  func inherited() async {
    await #expect(processExitsWith: .exitCode(7)) {
      signal(SIGCHLD, SIG_IGN)
      var blocked = sigset_t()
      sigemptyset(&blocked)
      sigaddset(&blocked, SIGTERM)
      pthread_sigmask(SIG_BLOCK, &blocked, nil)
      SignalWatcher.takeBackDefaults()
      // Asked before the first suspension: the mask belongs to the thread.
      var left = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &left)
      guard sigismember(&left, SIGTERM) == 0 else { exit(1) }
      let runner = ChildRunner(groups: ChildGroups())
      let result = try await runner.run(ChildCommand("/bin/sh", ["-c", "exit 3"], environment: [:]))
      exit(result.status == .exited(3) ? 7 : 2)
    }
  }

  @Test("The exit status of a signal is the one that a shell tells")
  func exitStatus() {
    let signals: [SignalWatcher.Signal] = [.interrupt, .terminate, .hangUp, .quit]
    #expect(signals.map(\.exitStatus) == [130, 143, 129, 131])
  }

  @Test("A write to a reader that is gone is an error and not the end of the process")
  func brokenPipe() async {
    await #expect(processExitsWith: .exitCode(7)) {
      SignalWatcher.ignoreBrokenPipes()
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { exit(1) }
      close(ends[0])
      let writer = LineWriter(ByteSink(descriptor: ends[1])) { code in exit(code == EPIPE ? 7 : 2) }
      writer.send([0x78])
      exit(3)
    }
  }

  @Test("Standard output is taken away: what is printed goes to standard error, what is written to the copy goes out")
  func takenOutput() async {
    let result = await #expect(
      processExitsWith: .exitCode(7), observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      guard let output = StandardStreams.takeOutput() else { exit(1) }
      guard fcntl(output, F_GETFD) & FD_CLOEXEC != 0 else { exit(2) }
      StandardOutput.print("stray")
      LineWriter(ByteSink(descriptor: output)).send(Array("protocol".utf8))
      exit(7)
    }
    let output = result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? ""
    let complaints = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(output.contains("protocol") && !output.contains("stray"))
    #expect(complaints.contains("stray") && !complaints.contains("protocol"))
  }

  @Test("What is opened after the start takes no place of a closed standard stream")
  func heldPlaces() async {
    await #expect(processExitsWith: .exitCode(7)) {
      close(0)
      close(2)
      StandardStreams.holdPlaces()
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0, ends.min() ?? 0 > 2 else { exit(1) }
      var byte: UInt8 = 0
      exit(read(0, &byte, 1) == 0 && write(2, &byte, 1) == 1 ? 7 : 2)
    }
  }

  @Test("Without standard output there is nothing to take")
  func closedOutput() async {
    await #expect(processExitsWith: .exitCode(7)) {
      close(1)
      exit(StandardStreams.takeOutput() == nil ? 7 : 1)
    }
  }
}
