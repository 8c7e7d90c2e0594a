import Platform
import Testing

@testable import BuiltinTools

@Suite("A password goes to its own host", .timeLimit(.minutes(1)))
struct AskpassTests {
  /// What the askpass program says to a prompt of the `ssh` that was started for `me@target`, or of one that it started.
  private func answer(to prompt: String, throughJump: Bool = false) async throws -> String {
    let folder = try PrivateFolder(environment: [:])
    defer { folder.removeAll() }
    try folder.writeProgram(Askpass.programName, Askpass.program)
    let askpass = try #require(Askpass(Password("s3cret"), login: "me@target", in: folder, number: 1))
    defer { askpass.end() }
    let asking = "\"$SSH_ASKPASS\" \"$1\"; :"
    let arguments =
      throughJump ? ["-c", "sh -c '\(asking)' sh \"$1\"; :", "ssh", prompt] : ["-c", asking, "ssh", prompt]
    let ssh = ChildCommand("/bin/sh", arguments, environment: ["PATH": "/usr/bin:/bin"])
    let outcome = try await ChildRunner(groups: ChildGroups()).run(askpass.answering(ssh))
    return String(decoding: outcome.standardOutput.bytes, as: UTF8.self)
  }

  @Test(
    "which asks for it", arguments: ["me@target's password: ", "(me@target) Password: ", "(me@target) me's password:"])
  func given(prompt: String) async throws {
    #expect(try await answer(to: prompt) == "s3cret\n")
    // The ssh of a jump host inherits the environment, and gets nothing whatever it asks.
    #expect(try await answer(to: prompt, throughJump: true) == "")
  }

  @Test(
    "and to no other prompt",
    arguments: [
      "me@jump's password: ", "(me@jump) me@target's password: ", "(me@jump) (me@target) Password: ",
      "(x) me@target's password: ", "you@target's password: ", "me@target's password", "me@target's password: x",
      " me@target's password: ", "some@target's password: ", "me@target's old password: ", "(me@target)Password: ",
      "(me@target) Verification code: ", "Enter passphrase for key '/me@target': ", "Password: ", "",
      "Are you sure you want to continue connecting (yes/no)? me@target's password: ",
    ])
  func refused(prompt: String) async throws {
    #expect(try await answer(to: prompt) == "")
  }

  @Test(
    "by the name that ssh uses",
    arguments: [
      ("user me\nhostname 10.0.0.1\nport 22\n", "me@10.0.0.1"),
      ("host t\nuser me\nhostname 10.0.0.1\nhostkeyalias target\n", "me@target"), ("user me\n", nil), ("", nil),
    ])
  func login(options: String, login: String?) {
    #expect(SSHOptions(options).login == login)
  }
}
