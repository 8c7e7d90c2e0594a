/// What became of a child. An exit status other than 0 is an outcome like any other.
package struct ChildOutcome: Sendable {
  package var status: ChildStatus
  package var standardOutput: ChildOutput
  package var standardError: ChildOutput
  package var ending: ChildEnding
  package var duration: Duration
  /// True where the child ended by itself and descendants lived on: they held a stream longer than the drain time, or were
  /// seen in its group (see `ChildCommand.looksForDescendants`). Those of its group were ended; what they would have
  /// written is missing. Those with a session of their own live on.
  package var leftProcesses: Bool

  package init(
    status: ChildStatus, standardOutput: ChildOutput, standardError: ChildOutput, ending: ChildEnding,
    duration: Duration, leftProcesses: Bool = false
  ) {
    self.status = status
    self.standardOutput = standardOutput
    self.standardError = standardError
    self.ending = ending
    self.duration = duration
    self.leftProcesses = leftProcesses
  }
}

/// How a child ended, as the system tells it.
package enum ChildStatus: Sendable, Hashable {
  case exited(Int)
  /// The number of the signal and its name, such as `SIGKILL`.
  case signalled(Int, String)
  /// It did not end even after SIGKILL (it waits in the kernel); it was left alone.
  case unended
}

/// Why a child ended.
package enum ChildEnding: Sendable, Hashable {
  case itself
  case deadline
  case cancelled
}

/// What was kept of one stream: its beginning, and its end where it was longer than the limit.
package struct ChildOutput: Sendable, Hashable {
  package var head: [UInt8]
  /// Empty where nothing was dropped.
  package var tail: [UInt8]
  /// The bytes between head and tail that were read and not kept.
  package var droppedBytes: Int

  package init(head: [UInt8] = [], tail: [UInt8] = [], droppedBytes: Int = 0) {
    self.head = head
    self.tail = tail
    self.droppedBytes = droppedBytes
  }

  /// Everything that was kept, in order.
  package var bytes: [UInt8] { tail.isEmpty ? head : head + tail }

  package var isEmpty: Bool { head.isEmpty && tail.isEmpty }
}
