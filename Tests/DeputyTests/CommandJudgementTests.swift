import Testing
import ToolCalling

@testable import BuiltinTools
@testable import Deputy

@Suite("check-policy for a host", .timeLimit(.minutes(1))) struct CommandJudgementTests {
  private func judge(
    _ command: String, on name: String, _ environment: [String: String] = [:],
    overrule: (inout PolicyConfiguration) -> Void = { _ in }
  ) throws -> CommandJudgement {
    let settings = try ToolSettings(environment: environment, workingDirectory: "/srv/project")
    let rules = try #require(HostGroupRule.list("db=db1,db2;web=web1"))
    let hosts = HostDirectory(["web1", "db1", "db2"].map { HostEntry(name: $0) }).grouped(by: rules)
    return try CommandJudgement(of: command, on: name, among: hosts, settings: settings, overrule: overrule)
  }

  @Test func `A group is judged by its strictest host, which is named`() throws {
    let policy = ["DEPUTY_HOST_POLICY": "db1=full,db2=off"]
    let judgement = try judge("uptime", on: "db", policy)
    let sentence =
      "Commands are switched off here (DEPUTY_POLICY or DEPUTY_HOST_POLICY is off); only the user can change that."
    #expect(judgement.verdict == .deny(reason: sentence))
    #expect(judgement.remarks == ["The verdict is that for db2, the strictest in the group db (db1, db2)."])
    #expect(try judge("uptime", on: "db1", policy).verdict == .allow)
  }

  @Test func `A host that is configured is judged without remarks`() throws {
    let judgement = try judge("uptime", on: "web1")
    #expect(judgement.verdict == .allow)
    #expect(judgement.remarks.isEmpty)
  }

  @Test func `A host that is not configured is judged, and that is said`() throws {
    let judgement = try judge("uptime", on: "lab9", ["DEPUTY_HOST_POLICY": "lab*=off"])
    #expect(judgement.verdict != .allow)
    #expect(judgement.remarks == ["No host lab9 is configured: it is judged as if DEPUTY_HOSTS named it."])
  }

  @Test func `The options of the command line hold for every host`() throws {
    let judgement = try judge("uptime", on: "db") { $0.level = .off }
    #expect(judgement.verdict != .allow)
    #expect(judgement.remarks == ["The verdict is that for db1, the strictest in the group db (db1, db2)."])
  }

  @Test(arguments: ["", "-oProxyCommand=x", "me@web1", "web 1", "*"])
  func `A name that no host can have is refused with a sentence`(name: String) {
    let fault = #expect(throws: CommandJudgement.Fault.self) { try judge("uptime", on: name) }
    #expect(
      fault?.description
        == "--host is \"\(name)\", which no host can be called: use letters, digits, `.`, `_` and `-`, "
        + "without user or port.")
  }
}
