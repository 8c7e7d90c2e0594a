import Platform
import Testing

@testable import BuiltinTools

@Suite("The hosts that may be reached", .timeLimit(.minutes(1)))
struct HostTests {
  private func load(_ place: Workplace, _ environment: [String: String] = [:]) async -> HostDirectory {
    let all = ["HOME": place.folder].merging(environment) { $1 }
    let children = ChildEnvironment(from: all, path: ExecutableSearch().variable)
    return await HostLoader(environment: all, runner: place.runner, children: children).load()
  }

  @Test("are the concrete names of the ssh configuration and its includes")
  func configuration() async throws {
    let place = try await Workplace(files: [
      ".ssh/config":
        "# mine\nHost web1 web2 *.lan !x\n  HostName 10.0.0.1\nInclude conf.d/*.conf\nhost=\"db1\"\nMatch all\nHost *\n  User me\n",
      ".ssh/conf.d/b.conf": "Host b1\nInclude ~/.ssh/config\n", ".ssh/conf.d/a.conf": "HOST a1 -oProxyCommand=x a;b\n",
      ".ssh/conf.d/a.txt": "Host no\n",
    ])
    #expect(await load(place).names == ["web1", "web2", "a1", "b1", "db1"])
  }

  @Test("are also those of the original's files and variables, and what they say is put together")
  func records() async throws {
    let place = try await Workplace(files: [
      ".ssh/config": "Host 10.0.0.5\n",
      ".claude/credentials.json":
        #"{"ssh_hosts": {"10.0.0.5": {"user": "admin", "password": "s3", "port": 2222}, "b": {"user": "-oX"}}}"#,
      "hosts.json": #"{"c1": {"username": "root", "key": "/k", "port": "23"}, "bad name": {}, "d1": 5}"#,
    ])
    let hosts = await load(
      place,
      [
        "SSH_HOSTS_FILE": place.folder + "/hosts.json", "SSH_HOST_192_168_0_165": #"{"user": "pi"}"#,
        "SSH_HOST_X": "nonsense",
      ])
    #expect(
      hosts.hosts == [
        HostEntry(name: "10.0.0.5", user: "admin", port: 2222, password: Password("s3")),
        HostEntry(name: "c1", user: "root", port: 23, keyFile: "/k"), HostEntry(name: "192.168.0.165", user: "pi"),
      ])
    #expect(
      hosts.warnings == [
        "\(place.folder)/hosts.json names a host `bad name`, which is no host name.",
        "\(place.folder)/hosts.json describes d1 by number where an object should be, so the host is not used.",
        "\(place.folder)/.claude/credentials.json gives b a user that is no user name, so the host is not used.",
        "SSH_HOST_X is not JSON, so it is not used; for example {\"user\": \"admin\"}.",
      ])
    #expect("\(hosts)".contains("[masked]") && !"\(hosts)".contains("s3"))
  }

  @Test(
    "are those under ssh_hosts in a file of credentials, and nothing else of it",
    arguments: [
      #"{"postgres": {"user": "app", "password": "S3"}, "openai": {"key": "sk-x"}}"#, "{}", "[]", #"{"a": 5}"#,
    ])
  func credentials(text: String) async throws {
    let place = try await Workplace(files: [".claude/credentials.json": text])
    let hosts = await load(place)
    #expect(hosts.names == [] && hosts.warnings == [])
    let path = place.folder + "/.claude/credentials.json"
    let named = await load(place, ["CREDENTIALS_FILE": path])
    #expect(named.names == [])
    #expect(
      named.warnings == [
        "\(path) has no member ssh_hosts, so none of it is used: put the hosts under ssh_hosts, or name a file that holds "
          + "nothing but hosts in SSH_HOSTS_FILE."
      ])
  }

  @Test("are all of the members of SSH_HOSTS_FILE, or those under ssh_hosts where it has them")
  func hostsFile() async throws {
    let place = try await Workplace(files: [
      "whole.json": #"{"a1": {}, "b1": {"user": ""}}"#, "part.json": #"{"ssh_hosts": {"c1": {}}, "x": {"key": "sk"}}"#,
    ])
    #expect(await load(place, ["SSH_HOSTS_FILE": place.folder + "/whole.json"]).names == ["a1", "b1"])
    #expect(await load(place, ["SSH_HOSTS_FILE": place.folder + "/part.json"]).names == ["c1"])
  }

  @Test(
    "are not used where the file says of them what cannot be meant",
    arguments: [
      (#"{"password": 4711}"#, "a password that is no text (it must stand in quotes)"),
      (#"{"password": ["s3cret"]}"#, "a password that is no text (it must stand in quotes)"),
      (#"{"password": "s3cret\n"}"#, "a password of more than one line or 4,095 bytes"),
      (#"{"port": 70000}"#, "a port that is no number from 1 to 65535"),
      (#"{"port": "22 "}"#, "a port that is no number from 1 to 65535"),
      (#"{"port": 22.5}"#, "a port that is no number from 1 to 65535"),
      (#"{"port": false}"#, "a port that is no number from 1 to 65535"),
      (#"{"user": 1000}"#, "a user that is no user name"),
      (#"{"user": null, "username": {}}"#, "a user that is no user name"),
      (#"{"key": 5, "key_file": "/k"}"#, "a key that is no text (it must be the path of a file)"),
      (#"{"identity_file": ["/k"]}"#, "a key that is no text (it must be the path of a file)"),
      (
        #"{"password": "s3cret", "hostname": "10.0.0.9"}"#,
        "an address by `hostname`, which nothing reads (it belongs into ~/.ssh/config, as HostName under `Host web1`)"
      ),
      (
        #"{"IP": "10.0.0.9"}"#,
        "an address by `IP`, which nothing reads (it belongs into ~/.ssh/config, as HostName under `Host web1`)"
      ),
    ])
  func unusable(record: String, reason: String) {
    let records = HostRecords(Array("{\"web1\": \(record), \"db1\": {}}".utf8), at: .anywhere, source: "hosts.json")
    #expect(records.hosts == [HostEntry(name: "db1")])
    #expect(records.warnings == ["hosts.json gives web1 \(reason), so the host is not used."])
  }

  @Test("are then not used by whoever else names them, except for an address that ssh's own configuration has")
  func refused() async throws {
    let place = try await Workplace(files: [
      ".ssh/config": "Host c1 c2\n",
      "hosts.json": """
      {"a1": {"port": "22 "}, "a2": {"hostname": "10.0.0.9"}, "c1": {"hostname": "10.0.0.9", "user": "me"},
       "c2": {"key": 5}, "a3": "10.0.0.7"}
      """,
    ])
    let path = place.folder + "/hosts.json"
    let hosts = await load(place, ["SSH_HOSTS_FILE": path, "DEPUTY_HOSTS": "a1,a2,a3,a4,c*"])
    #expect(hosts.hosts == [HostEntry(name: "c1", user: "me"), HostEntry(name: "a4")])
    #expect(
      hosts.warnings == [
        "\(path) gives a1 a port that is no number from 1 to 65535, so the host is not used.",
        "\(path) gives a2 an address by `hostname`, which nothing reads (it belongs into ~/.ssh/config, as HostName under "
          + "`Host a2`), so the host is not used.",
        "\(path) describes c1 by `hostname`, which nothing reads: a host has a user, port, password and key.",
        "\(path) gives c2 a key that is no text (it must be the path of a file), so the host is not used.",
        "\(path) describes a3 by string where an object should be, so the host is not used.",
      ])
  }

  @Test(
    "may have members that nothing reads, which is said; empty ones and an address that is the name say nothing",
    arguments: [
      (#"{"pass": "s3cret"}"#, "`pass`"),
      (
        #"{"IdentityFile": "/k", "a": 1, "b": [], "c": {}, "d": 1, "e": 1}"#, "`IdentityFile`, `a`, `b`, `c` and 2 more"
      ),
      ("{\"\(String(repeating: "n", count: 90))\": 1}", "`\(String(repeating: "n", count: 40))`"),
      (#"{"host": "WEB1", "ip": "", "hostname": null, "note": "", "port": "", "password": null, "key": ""}"#, nil),
    ])
  func unread(record: String, names: String?) {
    let records = HostRecords(Array("{\"web1\": \(record)}".utf8), at: .anywhere, source: "hosts.json")
    #expect(records.hosts == [HostEntry(name: "web1")])
    let warnings = names.map {
      ["hosts.json describes web1 by \($0), which nothing reads: a host has a user, port, password and key."]
    }
    #expect(records.warnings == warnings ?? [])
  }

  @Test("are narrowed by DEPUTY_HOSTS, which may also name new ones")
  func narrowed() async throws {
    let place = try await Workplace(files: [".ssh/config": "Host web1 web2 db1\n"])
    #expect(await load(place, ["DEPUTY_HOSTS": "web*, other9"]).names == ["web1", "web2", "other9"])
    #expect(await load(place, ["DEPUTY_HOSTS": "db1"]).phrase == "one of db1")
    #expect(await load(place, ["DEPUTY_HOSTS": "nothing*"]).phrase == "no host is configured")
    #expect(
      await load(place, ["DEPUTY_HOSTS": " web1 nothing*,fe80::1, web1:22"]).warnings == [
        "DEPUTY_HOSTS names nothing*, and no known host fits: name it in ~/.ssh/config or DEPUTY_HOSTS.",
        "DEPUTY_HOSTS names web1:22, and no known host fits: name it in ~/.ssh/config or DEPUTY_HOSTS.",
      ])
  }

  @Test(
    "have names that are no option, pattern, port or URL",
    arguments: [
      ("web1", true), ("a.b-c_d", true), ("10.0.0.1", true), ("fe80::1", true), ("::1", true),
      ("::ffff:10.0.0.1", true),
      ("web1:22", false), ("a:b:c:web", false), ("-x", false), ("", false), ("a*", false), ("fe80::1%eth0", false),
      ("ssh://a", false), ("\u{FF11}::\u{FF11}", false),
    ])
  func names(name: String, isName: Bool) {
    #expect(HostEntry.isName(name) == isName)
  }

  @Test("may be named together, by names and patterns")
  func groups() throws {
    let hosts = HostDirectory(["web1", "web2", "db1"].map { HostEntry(name: $0) })
    let rules = try #require(HostGroupRule.list(" web = web2, web1 ;db=db*,web1;\n none=x*,y1;db1=web1;web=db1;"))
    let grouped = hosts.grouped(by: rules)
    #expect(
      grouped.groups == [
        HostGroup(name: "web", members: ["web1", "web2"]), HostGroup(name: "db", members: ["web1", "db1"]),
      ])
    #expect(grouped.phrase == "one of web1, web2, db1, or a group: web (web1, web2), db (web1, db1)")
    #expect(grouped.expanded("db") == ["web1", "db1"])
    #expect(grouped.expanded("db1") == ["db1"] && grouped.expanded("no") == ["no"])
    #expect(
      grouped.refusal(of: "cache") == "The host cache is not in the allowed list (\(grouped.phrase)); "
        + "the user can add it to ~/.ssh/config or DEPUTY_HOSTS.")
    let nothing =
      {
        "DEPUTY_HOST_GROUPS puts \($0) into the group none, and no known host fits: name it in "
          + "~/.ssh/config or DEPUTY_HOSTS."
      } as (String) -> String
    #expect(
      grouped.warnings == [
        nothing("x*"), nothing("y1"),
        "DEPUTY_HOST_GROUPS names a group db1 like a host, so the group is not used.",
      ])
  }

  @Test("are not taken from a file that others may write")
  func writable() async throws {
    let place = try await Workplace(files: [".claude/credentials.json": #"{"ssh_hosts": {"a": {}}}"#])
    try await place.shell("chmod 666 .claude/credentials.json")
    let hosts = await load(place)
    let path = "\(place.folder)/.claude/credentials.json"
    #expect(hosts.names == [])
    #expect(hosts.warnings == ["\(path) can be written by others, so its hosts are not used; run `chmod 600 \(path)`."])
  }

  @Test(
    "may stand in a file that gpg encrypted",
    .enabled(if: ExecutableSearch().path(of: "gpg") != nil, "there is no gpg on this machine"))
  func encrypted() async throws {
    let place = try await Workplace(files: ["c.json": #"{"ssh_hosts": {"a1": {"password": "p"}}}"#])
    try await place.shell(
      "mkdir -p .claude g && chmod 700 g && printf 'open sesame' | GNUPGHOME=$PWD/g gpg --batch --pinentry-mode loopback "
        + "--passphrase-fd 0 -o .claude/credentials.json.gpg -c c.json 2>&1")
    let open = ["GPG_PASSPHRASE": "open sesame", "GNUPGHOME": place.folder + "/g"]
    #expect(await load(place, open).hosts == [HostEntry(name: "a1", password: Password("p"))])
    let wrong = await load(place, open.merging(["GPG_PASSPHRASE": "no"]) { $1 })
    #expect(
      wrong.warnings == [
        "gpg could not decrypt \(place.folder)/.claude/credentials.json.gpg with GPG_PASSPHRASE, so its hosts are not used."
      ])
  }
}
