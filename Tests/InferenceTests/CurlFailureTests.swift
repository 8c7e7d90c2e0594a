import Agent
import Platform
import Testing
import ToolCalling

@testable import Inference

@Suite("Ends of curl without a response", .timeLimit(.minutes(1)))
struct CurlFailureTests {
  private func outcome(_ status: ChildStatus, _ text: String, _ ending: ChildEnding = .itself) -> ChildOutcome {
    ChildOutcome(
      status: status, standardOutput: ChildOutput(), standardError: ChildOutput(head: Array(text.utf8)), ending: ending,
      duration: .zero)
  }

  @Test(arguments: [51, 58, 60, 77, 83]) func overACertificateSayHowToTrustIt(code: Int) {
    let failure = CurlFailure(
      of: outcome(.exited(code), "curl: (60) SSL certificate problem\nMore: https://x\n"), host: "x")
    #expect(failure?.error == .notConnected("curl: (60) SSL certificate problem"))
    #expect(failure?.advice == "Name its certificate in DEPUTY_CA_FILE.")
  }

  @Test func overAHandshakeSayWhatElseItMayBe() {
    let failure = CurlFailure(of: outcome(.exited(35), "curl: (35) wrong version number"), host: "x")
    #expect(
      failure?.advice == "Check that the server speaks TLS there. Name its certificate in DEPUTY_CA_FILE.")
  }

  @Test func thatMayPassHaveNoAdvice() {
    #expect(CurlFailure(of: outcome(.exited(0), ""), host: "x") == nil)
    #expect(CurlFailure(of: outcome(.exited(6), "curl: (6)"), host: "x") == CurlFailure(.unknownHost("x")))
    #expect(
      CurlFailure(of: outcome(.exited(7), "curl: (7) no"), host: "x") == CurlFailure(.notConnected("curl: (7) no")))
    #expect(CurlFailure(of: outcome(.exited(60), "", .cancelled), host: "x") == CurlFailure(.cancelled))
  }

  @Test func thatIsNotInstalledSaysSo() async throws {
    let address = try ServerAddress("https://gpu.example")
    let client = HTTPClient(host: "gpu.example", deadlines: .patient()) { request, _ in
      let command = CurlCommand(
        request: request, address: address, executable: nil, certificates: nil, environment: [:], deadlines: .patient())
      return CurlStream.start(command, runner: ChildRunner(groups: ChildGroups()))
    }
    let model = ModelServer(
      ModelServerConfiguration(address: address), client: client, clock: InstantClock(), trace: .off)
    let error = await #expect(throws: ChatModelError.self) { _ = try await model.description() }
    #expect(
      error?.description
        == "Cannot use the model server at https://gpu.example: https:// needs the program curl, which "
        + "is not installed. Install it, or set LLAMA_SERVER_URL to an http:// address.")
    #expect(error?.isWorthRetrying == false)
  }
}
