import Testing

@testable import Deputy

@Suite("The doctor's look at programs", .timeLimit(.minutes(1))) struct DoctorProgramsTests {
  private func lines(_ present: [String], hasHosts: Bool) -> [String] {
    DoctorPrograms(hasHosts: hasHosts) { present.contains($0) ? "/usr/bin/\($0)" : nil }.findings.map(\.line)
  }

  @Test(arguments: ["rg", "grep"]) func `One program that searches is enough`(_ name: String) {
    #expect(lines(["ssh", "curl", name], hasHosts: true)[1] == "programs ok    /usr/bin/\(name)")
  }

  @Test func `A missing ssh is a fault only where there are hosts`() {
    let need = "no ssh: ssh_exec needs it: install openssh-client"
    #expect(lines([], hasHosts: true)[0] == "programs FAULT \(need)")
    #expect(lines([], hasHosts: false)[0] == "programs hint  \(need)")
  }

  @Test func `What is missing is said with who needs it`() {
    #expect(
      lines(["ssh"], hasHosts: true) == [
        "programs ok    /usr/bin/ssh", "programs hint  no rg and no grep: grep_search needs one of them",
        "programs hint  no curl: only an https:// model server needs it",
      ])
  }
}
