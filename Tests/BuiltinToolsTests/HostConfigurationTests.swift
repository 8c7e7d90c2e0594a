import Platform
import Testing

@testable import BuiltinTools

@Suite("The hosts of an ssh configuration", .timeLimit(.minutes(1)))
struct HostConfigurationTests {
  private func read(_ place: Workplace, _ path: String = ".ssh/config") -> SSHConfigFile {
    SSHConfigFile(place.folder + "/" + path, home: place.folder)
  }

  private func load(_ place: Workplace, configuration: String) async -> HostDirectory {
    let all = ["HOME": place.folder, "DEPUTY_SSH_CONFIG": configuration]
    let children = ChildEnvironment(from: all, path: ExecutableSearch().variable)
    return await HostLoader(environment: all, runner: place.runner, children: children).load()
  }

  @Test("are found where a wildcard stands in any part of an Include, in order, hidden names only where they are meant")
  func wildcards() async throws {
    let place = try await Workplace(files: [
      ".ssh/config": """
      Include ~/.ssh/projects/*/config
      Include p?/[ab]*/*.conf nothing/*/x
      Include .hid*/c "with space/*"
      """,
      ".ssh/projects/b/config": "Host b1\n", ".ssh/projects/a/config": "Host a1\n",
      ".ssh/projects/.c/config": "Host no1\n", ".ssh/projects/file": "Host no2\n",
      ".ssh/projects/d/other": "Host no3\n",
      ".ssh/p1/b/x.conf": "Host p1\n", ".ssh/p1/c/x.conf": "Host no4\n", ".ssh/p2/a/.x.conf": "Host no5\n",
      ".ssh/p2/a/y.conf": "Host p2\n", ".ssh/.hidden/c": "Host h1\n", ".ssh/with space/s": "Host s1\n",
      "elsewhere/config": "Host l1\n",
    ])
    try await place.shell(
      "cd .ssh/projects; ln -s ../../elsewhere l; ln -s . self; mkdir -p e/config; echo 'Host no6' >e/config/config")
    let file = read(place)
    #expect(file.names == ["a1", "b1", "l1", "p1", "p2", "h1", "s1"])
    #expect(file.warnings == [])
  }

  @Test("are read once, also where files include each other, which is said because ssh refuses it")
  func circles() async throws {
    let place = try await Workplace(files: [
      ".ssh/config": "Host a1\nInclude b b c\nHost a2\n", ".ssh/b": "Host b1\nInclude config\n",
      ".ssh/c": "Host c1\nInclude b\n",
    ])
    let file = read(place)
    #expect(file.names == ["a1", "b1", "c1", "a2"])
    #expect(
      file.warnings == [
        "The Include lines of \(place.folder)/.ssh/config lead to \(place.folder)/.ssh/config in a circle or more than 16 "
          + "files deep, which ssh refuses for every host: take the Include of it out."
      ])
  }

  @Test("are known as deep as ssh itself reads")
  func depth() async throws {
    let place = try await Workplace()
    try await place.shell(
      "mkdir .ssh; for i in $(seq 0 17); do printf 'Host h%s\\nInclude c%s\\n' $i $((i + 1)) >.ssh/c$i; done")
    #expect(read(place, ".ssh/c1").names == (1...17).map { "h\($0)" })
    #expect(read(place, ".ssh/c1").warnings == [])
    let deeper = read(place, ".ssh/c0")
    #expect(deeper.names == (0...16).map { "h\($0)" })
    #expect(deeper.warnings.map { $0.contains(".ssh/c17 in a circle or more than 16 files deep") } == [true])
  }

  @Test("are those of up to 1,024 files, and what is left out is said")
  func manyFiles() async throws {
    let place = try await Workplace(files: [".ssh/config": "Include d/*\n"])
    let script = { (range: String) in
      "mkdir -p .ssh/d; for i in $(seq -w \(range)); do echo Host h$i >.ssh/d/$i; done"
    }
    try await place.shell(script("1 1000"))
    #expect(read(place).names.count == 1000)
    #expect(read(place).warnings == [])
    try await place.shell(script("1001 1030"))
    #expect(read(place).names.count == 1023)
    #expect(
      read(place).warnings == [
        "\(place.folder)/.ssh/config includes more than 1024 files, and the hosts of the others are not known: name them "
          + "in DEPUTY_HOSTS."
      ])
  }

  @Test("are looked for among 10,000 entries of folders, and what is left out is said")
  func manyEntries() async throws {
    let place = try await Workplace(files: [
      ".ssh/config": "Host a1\nInclude d/*/config\nInclude e\n", ".ssh/e": "Host e1\n",
    ])
    try await place.shell("mkdir .ssh/d; cd .ssh/d; seq 10100 | xargs touch")
    let file = read(place)
    #expect(file.names == ["a1"])
    #expect(
      file.warnings == [
        "The Include lines of \(place.folder)/.ssh/config lead to more than 10000 files and folders, and the hosts of "
          + "those that were not looked at are not known: name them in DEPUTY_HOSTS."
      ])
  }

  @Test("are missed with a word where DEPUTY_SSH_CONFIG cannot be read")
  func unreadable() async throws {
    let place = try await Workplace(files: ["x": "Host x1\n", ".ssh/config": "Host no1\n"])
    try await place.shell("mkdir folder; mkfifo pipe")
    let home = place.folder
    for (path, reason, remedy) in [
      ("~/x", "No such file or directory", "no shell expands ~ here, so write \(home)/x"),
      ("~me/x", "No such file or directory", "no shell expands ~ here, so write the whole path"),
      (home + "/missing", "No such file or directory", "name a file that you can read"),
      (home + "/x/y", "Not a directory", "name a file that you can read"),
      (home + "/folder", "it is no file", "name a file that you can read"),
      (home + "/pipe", "it is no file", "name a file that you can read"),
    ] {
      let hosts = await load(place, configuration: path)
      #expect(hosts.names == [])
      #expect(
        hosts.warnings == [
          "DEPUTY_SSH_CONFIG names \(path), which cannot be read (\(reason)), so its hosts are not known: \(remedy)."
        ])
    }
    for path in ["none", "/dev/null"] {
      let hosts = await load(place, configuration: path)
      #expect(hosts.names == [] && hosts.warnings == [])
    }
    #expect(await load(place, configuration: home + "/x").names == ["x1"])
  }

  @Test("are missed without a word only where there is no file")
  func defaults() async throws {
    let place = try await Workplace(files: ["other/config": "Include gone\nInclude pipe\nHost a1\n"])
    #expect(read(place).names == [] && read(place).warnings == [])
    try await place.shell("mkdir -p .ssh/config; mkfifo .ssh/pipe")
    #expect(
      read(place).warnings == [
        "\(place.folder)/.ssh/config cannot be read (it is no file), so its hosts are not known."
      ])
    let file = read(place, "other/config")
    #expect(file.names == ["a1"])
    #expect(
      file.warnings == ["\(place.folder)/.ssh/pipe cannot be read (it is no file), so its hosts are not known."])
  }
}
