import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ConversationTests {
  private static let folder = "AgentTests/Fixtures/Conversations"
  static let files = TestFiles.names(in: folder).filter { $0.hasSuffix(".conversation") }

  @Test("There are conversations to replay")
  func filesAreFound() { #expect(Self.files.count >= 10) }

  @Test("A conversation goes as its file says", arguments: files)
  func conversation(file: String) async throws {
    let fixture = ConversationFixture(file: "\(Self.folder)/\(file)")
    let replay = try await fixture.replay()
    if replay != fixture.text { print("<<<\(file)\n\(replay)>>>") }
    #expect(replay == fixture.text)
  }
}
