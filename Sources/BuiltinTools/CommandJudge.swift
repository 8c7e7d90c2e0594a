package import ToolCalling

/// Decides whether a shell command may run by itself: a pure function of the text, the host and the configuration.
package protocol CommandJudge: Sendable {
  /// The verdict on `command` for `host`; nil stands for this machine.
  func verdict(on command: String, host: String?) -> Verdict
}

/// Decides which files no tool may touch, whatever their folder, and whether files may be written.
package protocol FileJudge: Sendable {
  /// Why the file at this absolute path is refused; nil where it is not.
  func refusal(of path: String) -> String?

  /// The verdict on writing the file at this absolute path.
  func verdict(onWriting path: String) -> Verdict
}
