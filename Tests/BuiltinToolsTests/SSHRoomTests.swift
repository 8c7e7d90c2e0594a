import Platform
import Testing

@testable import BuiltinTools

@Suite("The private folder of the connections", .timeLimit(.minutes(1)))
struct SSHRoomTests {
  /// A room whose folder lies in `run` of the workplace.
  private func room(_ place: Workplace) async throws -> SSHRoom {
    try await place.shell("mkdir run")
    return SSHRoom(environment: ["XDG_RUNTIME_DIR": place.folder + "/run"])
  }

  /// The folder that a socket lies in.
  private func folder(_ socket: String?) throws -> String { PathText.folder(of: try #require(socket)) }

  @Test("is made anew where a cleaner or a logout took it, and who waits at a gate of the old one keeps that")
  func anew() async throws {
    let place = try await Workplace()
    let room = try await room(place)
    let first = room.gate(of: "web1")
    let old = try folder(first.socket)
    #expect(old.hasPrefix(place.folder + "/run/"))
    let again = room.gate(of: "web1")
    #expect(again.gate === first.gate && again.socket == first.socket)
    _ = try await first.gate.enter(isOpen: { false })
    try await place.shell("rm -r run/*")
    let second = room.gate(of: "web1")
    let new = try folder(second.socket)
    #expect(new != old && new.hasPrefix(place.folder + "/run/") && FileAccess.exists(new))
    #expect(second.gate !== first.gate)
    // The new gate does not wait for the connection that the old one opens.
    #expect(try await second.gate.enter(isOpen: { false }) == .opening)
    await first.gate.leave()
    let askpass = try #require(room.askpass(Password("s3"), login: "me@web1"))
    #expect(askpass.environment["SSH_ASKPASS"] == new + "/askpass")
    #expect(FileAccess.exists(new + "/askpass"))
    askpass.end()
    try await place.shell("rm -r run")
    let third = try folder(room.gate(of: "web1").socket)
    #expect(third.hasPrefix("/tmp/deputy-") && FileAccess.exists(third))
    room.close()
    #expect(!FileAccess.exists(third))
    #expect(room.gate(of: "web1").socket == nil)
  }

  @Test("is one for all who find at once that the old one is gone")
  func together() async throws {
    let place = try await Workplace()
    let room = try await room(place)
    _ = room.gate(of: "web1")
    try await place.shell("rm -r run/*")
    let folders = try await withThrowingTaskGroup(of: (String, String).self) { group in
      for number in 0..<20 {
        group.addTask {
          let askpass = try #require(room.askpass(Password("s3"), login: "me@h\(number)"))
          defer { askpass.end() }
          let program = try #require(askpass.environment["SSH_ASKPASS"])
          return (try folder(room.gate(of: "h\(number % 10)").socket), PathText.folder(of: program))
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.formUnion([$1.0, $1.1]) }
    }
    #expect(folders.count == 1)
    #expect(try await place.shell("ls run").split(separator: "\n").count == 1)
    #expect(Set((0..<10).map { room.gate(of: "h\($0)").socket }).count == 10)
    room.close()
  }

  @Test("gets its program again where only that was taken, and the connections in it still count")
  func program() async throws {
    let place = try await Workplace()
    let room = try await room(place)
    let first = room.gate(of: "web1")
    let program = try folder(first.socket) + "/askpass"
    #expect(FileAccess.exists(program))
    try await place.shell("rm \(program)")
    let askpass = try #require(room.askpass(Password("s3"), login: "me@web1"))
    #expect(askpass.environment["SSH_ASKPASS"] == program && FileAccess.exists(program))
    askpass.end()
    let second = room.gate(of: "web1")
    #expect(second.gate === first.gate && second.socket == first.socket)
    room.close()
  }

  @Test("is not what somebody else put in its place, neither to be used nor to be emptied")
  func swapped() async throws {
    let place = try await Workplace(files: ["mine/keep": "x"])
    let room = try await room(place)
    let old = try folder(room.gate(of: "web1").socket)
    try await place.shell("rm -r \(old) && ln -s \(place.folder)/mine \(old)")
    let new = try folder(room.gate(of: "web1").socket)
    #expect(new != old)
    try await place.shell("rm -r \(new) && ln -s \(place.folder)/mine \(new)")
    room.close()
    #expect(try await place.shell("ls mine") == "keep\n")
  }
}
