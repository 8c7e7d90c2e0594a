import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite(.timeLimit(.minutes(1)))
struct ConversationTests {
  private static let folder = "AgentTests/Fixtures/Conversations"
  /// With DEPUTY_RECORD=1 the files are written anew; `git diff` then shows what changed.
  private static let isRecording = getenv("DEPUTY_RECORD") != nil
  static let files = TestFiles.names(in: folder).filter { $0.hasSuffix(".conversation") }

  @Test("There are conversations to replay")
  func filesAreFound() { #expect(Self.files.count >= 10) }

  @Test("A conversation goes as its file says", arguments: files)
  func conversation(file: String) async throws {
    let fixture = ConversationFixture(file: "\(Self.folder)/\(file)")
    let replay = try await fixture.replay()
    if Self.isRecording { Self.write(replay, to: file) }
    #expect(replay == fixture.text)
  }

  private static func write(_ text: String, to file: String) {
    guard let stream = fopen("\(TestFiles.folder)/\(folder)/\(file)", "w") else { return }
    defer { fclose(stream) }
    fputs(text, stream)
  }
}
