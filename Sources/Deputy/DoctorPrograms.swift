/// What the doctor says of the programs that the tools call.
struct DoctorPrograms {
  /// There are hosts that `ssh` is needed for.
  let hasHosts: Bool
  /// The path of a program; nil where the system has none.
  let path: (String) -> String?

  /// One line for each need.
  var findings: [Finding] {
    [
      finding(["ssh"], "ssh_exec needs it: install openssh-client", hasHosts ? .fault : .hint),
      // rg is taken where both are there.
      finding(["rg", "grep"], "grep_search needs one of them", .hint),
      finding(["curl"], "only an https:// model server needs it", .hint),
    ]
  }

  /// The first of the programs that is there, or what its absence means.
  private func finding(_ names: [String], _ use: String, _ absence: Finding.Kind) -> Finding {
    names.lazy.compactMap(path).first.map { Finding(.fine, "programs", $0) }
      ?? Finding(absence, "programs", "no \(names.joined(separator: " and no ")): \(use)")
  }
}
