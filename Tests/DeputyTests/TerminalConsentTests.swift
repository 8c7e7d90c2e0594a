import Testing

@testable import Deputy

@Suite("Consent at the terminal", .timeLimit(.minutes(1))) struct TerminalConsentTests {
  @Test(arguments: ["y", "Y", "yes", "Yes", " YES\t", "y\r"]) func `A yes may be written as people do`(_ line: String) {
    #expect(TerminalConsent.isYes(line))
  }

  @Test(arguments: ["", " ", "n", "no", "yy", "y e s", "yes please", "ja", "1"])
  func `Everything else is a no`(_ line: String) {
    #expect(!TerminalConsent.isYes(line))
  }
}
