import Testing

@testable import Platform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Opening files", .timeLimit(.minutes(1)))
struct FileAccessTests {
  private func withFolder(_ script: String, _ body: (String) throws -> Void) async throws {
    let runner = ChildRunner(groups: ChildGroups())
    let command = ChildCommand(
      "/bin/sh", ["-c", "f=$(mktemp -d) && cd $f && { \(script)\n} && printf %s $f"],
      environment: ["PATH": "/usr/bin:/bin"])
    let folder = String(decoding: try await runner.run(command).standardOutput.bytes, as: UTF8.self)
    try body(folder)
    _ = try await runner.run(ChildCommand("/bin/rm", ["-rf", folder]))
  }

  @Test("beneath a folder follows no link and leaves it by no way", arguments: [true, false])
  func beneath(bySystemCall: Bool) async throws {
    try await withFolder("mkdir -p a/b; echo x >a/b/f; ln -s a l; ln -s f a/b/k; ln -s /etc e; mkfifo p") { path in
      let folder = try FileAccess.openFolder(path)
      let open = { (name: String) throws(SystemFault) -> OpenFile in
        if bySystemCall { return try FileAccess.open(name, beneath: folder) }
        return try FileAccess.walk(name, beneath: folder, flags: 0x20000 | 0x800)
      }
      #expect(try open("a/b/f").read(at: 0, count: 10) == Array("x\n".utf8))
      #expect(try open("a/./b").facts().kind == .folder)
      for name in ["l/b/f", "a/b/k", "e/hostname", "../x", "/etc/hostname", "a/../../x"] {
        let fault = #expect(throws: SystemFault.self) { _ = try open(name) }
        #expect(fault?.isLink == true || fault?.isMissing == true, "\(name)")
      }
      #expect(try open("p").facts().kind == .pipe)
      #expect(throws: SystemFault.self) { _ = try open("none") }
    }
  }

  @Test("a folder on the way need not be readable, only searchable, with and without the system call")
  func searchable() async {
    // In a process of its own, because root may read everything and has to become somebody else.
    await #expect(processExitsWith: .exitCode(7)) {
      var template = Array("/tmp/deputy-search-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { exit(1) }
      let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard chmod(path, 0o755) == 0, mkdir(path + "/s", 0o700) == 0, let file = fopen(path + "/s/f", "w") else {
        exit(2)
      }
      fputs("y", file)
      fclose(file)
      guard chmod(path + "/s/f", 0o644) == 0, chmod(path + "/s", 0o311) == 0 else { exit(3) }
      guard geteuid() != 0 || seteuid(65534) == 0 else { exit(4) }
      let read = { (open: (OpenFile) throws -> OpenFile) in
        try? open(FileAccess.openFolder(path)).read(at: 0, count: 9)
      }
      let isFolderClosed = read { try FileAccess.open("s", beneath: $0) } == nil
      let found = [
        read { try FileAccess.open("s/f", beneath: $0) },
        read { try FileAccess.walk("s/f", beneath: $0, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK) },
      ]
      _ = seteuid(getuid())
      chmod(path + "/s", 0o700)
      for name in ["/s/f", "/s", ""] { remove(path + name) }
      exit(isFolderClosed && found.allSatisfy { $0 == [0x79] } ? 7 : 5)
    }
  }

  @Test("can be preceded by a look that opens nothing")
  func kind() async throws {
    try await withFolder("mkdir -p a/b; echo x >a/b/f; ln -s a l; mkfifo a/p") { path in
      let folder = try FileAccess.openFolder(path)
      let kinds = ["a", "a/b/f", "a/p", "l"].map { FileAccess.kind(of: $0, beneath: folder) }
      #expect(kinds == [.folder, .file, .pipe, .link])
      for name in ["", "none", "l/p", "../x", "a/..", "/etc/hostname"] {
        #expect(FileAccess.kind(of: name, beneath: folder) == nil, "\(name)")
      }
    }
  }

  @Test("names and facts of a folder's entries")
  func entries() async throws {
    try await withFolder("echo 12345 >f; ln -s f l; mkdir d; chmod 640 f") { path in
      let folder = try FileAccess.openFolder(path)
      #expect(try folder.names(limit: 10).sorted() == ["d", "f", "l"])
      #expect(try folder.names(limit: 2).count == 2)
      let facts = try folder.facts(of: "f")
      #expect(facts.bytes == 6 && facts.mode == 0o640 && facts.links == 1)
      #expect(try folder.facts(of: "l").kind == .link)
      #expect(throws: SystemFault.self) { _ = try folder.folder("l") }
    }
  }

  @Test("replacing a file leaves the old one or the new one, and no draft")
  func replace() async throws {
    try await withFolder("echo old >f; chmod 604 f; mkdir d") { path in
      let folder = try FileAccess.openFolder(path)
      try folder.replace("f", with: Array("new".utf8), like: try folder.facts(of: "f"))
      #expect(try FileAccess.open("f", beneath: folder).read(at: 0, count: 9) == Array("new".utf8))
      #expect(try folder.facts(of: "f").mode == 0o604)
      #expect(throws: SystemFault.self) { try folder.replace("d", with: [], like: nil) }
      #expect(try folder.names(limit: 10).sorted() == ["d", "f"])
    }
  }

  @Test("a file for records takes whole lines, and says where it took none or a part")
  func append() async throws {
    try await withFolder("ln -s f l; echo x >open; chmod 666 open") { path in
      #expect(try AppendFile(path + "/f").append("one"))
      let second = try AppendFile(path + "/f")
      #expect(second.append("two") && second.append("three"))
      let file = try FileAccess.openFile(path + "/f")
      #expect(try file.read(at: 0, count: 99) == Array("one\ntwo\nthree\n".utf8))
      #expect(try file.facts().mode == 0o600)
      for name in ["l", "open", "none/f"] { #expect(throws: SystemFault.self) { try AppendFile(path + "/" + name) } }
      // Open for reading alone: the system takes nothing.
      #expect(!AppendFile(file).append("four"))
    }
  }

  /// Everything that a pipe holds now.
  private func drained(_ pipe: OpenFile) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = part.withUnsafeMutableBytes { systemRead(pipe.descriptor, $0.baseAddress, $0.count) }
      if count <= 0 { return bytes }
      bytes += part[..<count]
    }
  }

  @Test("a line after one that was cut short begins anew")
  func cutShort() async throws {
    // A pipe that nobody empties takes a part of a long line and no more.
    let folder = try PrivateFolder(environment: [:])
    defer { folder.removeAll() }
    let pipe = try folder.makePipe("p", holding: "")
    let file = AppendFile(pipe)
    #expect(!file.append(String(repeating: "x", count: 1 << 20)))
    #expect(!file.append("lost"))
    #expect(drained(pipe).suffix(1) == Array("x".utf8))
    #expect(file.append("next"))
    #expect(drained(pipe) == Array("\nnext\n".utf8))
  }

  @Test("a private folder is closed to others, and its pipe holds a line for one reader")
  func privateFolder() async throws {
    let folder = try PrivateFolder(environment: [:])
    #expect(try FileAccess.openFolder(folder.path).facts().mode == 0o700)
    let pipe = try folder.makePipe("p", holding: "word")
    let reader = ChildCommand("/bin/sh", ["-c", "IFS= read -r x <\"$1\"; echo \"$x\"", "sh", folder.path(of: "p")])
    let outcome = try await ChildRunner(groups: ChildGroups()).run(reader)
    #expect(outcome.standardOutput.bytes == Array("word\n".utf8))
    withExtendedLifetime(pipe) {}
    folder.removeAll()
    #expect(!FileAccess.exists(folder.path))
    let long = try PrivateFolder(environment: ["XDG_RUNTIME_DIR": "/" + String(repeating: "x", count: 90)])
    #expect(long.path.hasPrefix("/tmp/deputy-"))
    long.removeAll()
  }
}
