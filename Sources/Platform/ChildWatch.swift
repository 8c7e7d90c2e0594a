internal import CPlatform

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The life of one child on its own thread: start, read, end, reap.
struct ChildWatch {
  let command: ChildCommand
  let limits: ChildLimits
  let groups: ChildGroups
  let stop: ChildStop
  let onOutput: (@Sendable (ChildStream, [UInt8]) -> Void)?

  private var leader: pid_t = 0
  private var ending = ChildEnding.itself
  private var output: ChildCapture
  private var error: ChildCapture
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  init(
    command: ChildCommand, limits: ChildLimits, groups: ChildGroups, stop: ChildStop,
    onOutput: (@Sendable (ChildStream, [UInt8]) -> Void)?
  ) {
    self.command = command
    self.limits = limits
    self.groups = groups
    self.stop = stop
    self.onOutput = onOutput
    output = ChildCapture(limit: limits.outputBytes)
    error = ChildCapture(limit: limits.outputBytes)
  }

  mutating func run() -> Result<ChildOutcome, ChildError> {
    guard !stop.isRequested else { return .failure(.cancelled) }
    // A child that closes its input early must be an EPIPE here and not the end of the process.
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)
    do {
      return .success(try runWithPipes())
    } catch let error as ChildError {
      return .failure(error)
    } catch {
      return .failure(.notStarted(path: command.executable, reason: "\(error)"))
    }
  }

  private mutating func runWithPipes() throws -> ChildOutcome {
    var outputPipe = try ChildPipe()
    var errorPipe = try ChildPipe()
    var inputPipe: ChildPipe? = command.input.needsPipe ? try ChildPipe() : nil
    var wakePipe = try ChildPipe()
    stop.wake(through: wakePipe.writing)
    defer { stop.wake(through: nil) }

    let streams = ChildSpawn.Streams(
      input: inputPipe?.reading ?? command.input.descriptor, output: outputPipe.writing, error: errorPipe.writing)
    let began = ContinuousClock.now
    try start(streams)
    outputPipe.closeWriting()
    errorPipe.closeWriting()
    inputPipe?.closeReading()
    let inputEnd = inputPipe?.writing ?? -1
    var watched = ChildDescriptors(
      output: outputPipe.reading, error: errorPipe.reading, input: inputEnd, wake: wakePipe.reading,
      exit: deputy_pidfd(leader))
    defer { watched.closeExit() }
    if inputEnd >= 0, case .bytes(let bytes) = command.input { watched.pending = bytes[...] }
    let hasEnded = loop(&watched, began: began) { inputPipe?.closeWriting() }
    // A cancel that comes now must not write into a pipe that nobody reads.
    stop.wake(through: nil)
    wakePipe.closeReading()
    // An end that we asked for is told as such, and what was left then is no surprise.
    let leftProcesses = hasEnded && ending == .itself && hasLeftProcesses(&watched)
    return finish(hasEnded: hasEnded, began: began, leftProcesses: leftProcesses)
  }

  private mutating func start(_ streams: ChildSpawn.Streams) throws(ChildError) {
    var started: Result<pid_t, ChildError> = .failure(.ending)
    let isOpen = groups.add {
      started = ChildSpawn.start(command, streams)
      return try? started.get()
    }
    guard isOpen else { throw .ending }
    leader = try started.get()
  }

  /// Reads and waits until the child has ended and its streams too, or no more patience is due. False: it never ended.
  private mutating func loop(
    _ watched: inout ChildDescriptors, began: ContinuousClock.Instant, closeInput: () -> Void
  ) -> Bool {
    var schedule = ChildSchedule(limits: limits, began: began)
    while true {
      if stop.isRequested, schedule.end(at: .now) { ending = .cancelled }
      let hasEnded = schedule.leaderEnded || deputy_child_ended(leader) != 0
      if hasEnded { schedule.leaderHasEnded(at: .now) }
      switch schedule.step(at: .now, streamsEnded: watched.streamsEnded) {
      case .done: return true
      case .giveUp: return false
      case .deadline:
        ending = .deadline
        groups.signal(leader, SIGTERM)
        closeInput()
        watched.input = -1
      case .terminate:
        groups.signal(leader, SIGTERM)
        closeInput()
        watched.input = -1
      case .kill: groups.signal(leader, SIGKILL)
      case .wait(let time):
        watched.wait(for: time)
        read(&watched)
        if watched.feed() { closeInput() }
      }
    }
  }

  private mutating func read(_ watched: inout ChildDescriptors) {
    if watched.isReady(.output) { read(&watched.output, .standardOutput) }
    if watched.isReady(.error) { read(&watched.error, .standardError) }
  }

  /// One read of what is there; a stream that has ended becomes -1.
  private mutating func read(_ descriptor: inout Int32, _ stream: ChildStream) {
    let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else {
      descriptor = -1
      return
    }
    let fresh = Array(buffer[..<count])
    switch stream {
    case .standardOutput: output.append(fresh)
    case .standardError: error.append(fresh)
    }
    onOutput?(stream, fresh)
  }

  /// Whether descendants live on. The child has ended and is not reaped.
  private mutating func hasLeftProcesses(_ watched: inout ChildDescriptors) -> Bool {
    // A busy machine may let this thread sleep through the drain time: what is there now still counts.
    var looks = 0
    while !watched.streamsEnded, looks < Self.lastLooks {
      watched.wait(for: .zero)
      read(&watched)
      looks += 1
    }
    return !watched.streamsEnded || (command.looksForDescendants && ProcessGroup.livesOn(without: leader))
  }

  /// A full pipe, its end, and one more.
  private static let lastLooks = 3

  private mutating func finish(
    hasEnded: Bool, began: ContinuousClock.Instant, leftProcesses: Bool
  ) -> ChildOutcome {
    groups.remove(leader)
    var status = ChildStatus.unended
    if hasEnded {
      var code: Int32 = 0
      var signal: Int32 = 0
      if deputy_reap(leader, &code, &signal) == 0 {
        status = signal == 0 ? .exited(Int(code)) : .signalled(Int(signal), ChildStatus.signalName(signal))
      }
    }
    return ChildOutcome(
      status: status, standardOutput: output.finish(), standardError: error.finish(), ending: ending,
      duration: .now - began, leftProcesses: leftProcesses)
  }
}

extension ContinuousClock.Instant {
  fileprivate static func - (left: Self, right: Self) -> Duration { right.duration(to: left) }
}

extension ChildInput {
  fileprivate var needsPipe: Bool {
    switch self {
    case .bytes(let bytes): !bytes.isEmpty
    case .untilTheEnd: true
    case .nothing, .file: false
    }
  }

  fileprivate var descriptor: Int32? {
    if case .file(let file) = self { file.descriptor } else { nil }
  }
}
