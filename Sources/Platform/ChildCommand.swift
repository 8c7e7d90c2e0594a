/// A program to run: what it is, what it is given, and nothing that it could inherit by accident.
package struct ChildCommand: Sendable {
  /// The path of the program; no search is done (see `ExecutableSearch`).
  package var executable: String
  /// The arguments after the program's own name.
  package var arguments: [String]
  /// The whole environment of the child.
  package var environment: [String: String]
  /// The folder that the child starts in; nil keeps this process's own.
  package var workingDirectory: WorkingDirectory?
  package var input: ChildInput
  /// Open files that become the child's descriptors 3, 4 and so on; at most four.
  package var files: [OpenFile]
  /// Has the outcome tell also of descendants that hold no stream, for a look at the processes of the machine at the end.
  package var looksForDescendants = false

  package init(
    _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
    workingDirectory: WorkingDirectory? = nil, input: ChildInput = .nothing,
    files: [OpenFile] = []
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.input = input
    self.files = files
  }
}

/// The folder that a child starts in, by name or as an open folder that nobody can swap.
package enum WorkingDirectory: Sendable {
  case path(String)
  case open(OpenFile)
}

/// What a child reads on its standard input.
package enum ChildInput: Sendable {
  /// `/dev/null`.
  case nothing
  case bytes([UInt8])
  /// A pipe that brings nothing and ends when the call ends, so that the child can notice.
  case untilTheEnd
  /// An open file, read from where it stands.
  case file(OpenFile)
}

/// How much a child may say, and for how long it may run.
package struct ChildLimits: Sendable {
  /// The bytes kept of each stream: half of them from its beginning and half from its end. The rest is read and dropped.
  package var outputBytes: Int
  /// The time until SIGTERM goes to the child's group.
  package var time: Duration
  /// The time from SIGTERM to SIGKILL.
  package var grace: Duration
  /// The time that descendants may hold the streams open after the child itself has ended.
  package var drain: Duration

  package init(
    outputBytes: Int = 8 << 20, time: Duration = .seconds(30), grace: Duration = .seconds(2),
    drain: Duration = .milliseconds(500)
  ) {
    self.outputBytes = outputBytes
    self.time = time
    self.grace = grace
    self.drain = drain
  }
}
