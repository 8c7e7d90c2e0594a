import Agent
import BuiltinTools
import Testing

@testable import Deputy

@Suite(.timeLimit(.minutes(1))) struct SettingsTests {
  @Test func `Without variables the defaults hold`() throws {
    let settings = try Settings(environment: ["DEPUTY_SLOTS": ""])
    #expect(settings.agent.maximumIterations == 10)
    #expect(settings.agent.slots == nil)
    #expect(settings.agent.mode == .text)
    #expect(settings.agent.usesGrammar == nil)
    #expect(settings.policy == .readOnly)
    #expect(settings.agent.isReadOnly)
    #expect(settings.offersResults)
  }

  @Test func `Every variable of the agent is taken`() throws {
    let settings = try Settings(environment: [
      "DEPUTY_MAX_ITERATIONS": "25", "DEPUTY_SLOTS": "2", "DEPUTY_CONTEXT": "32768", "DEPUTY_MODE": "native",
      "DEPUTY_GRAMMAR": "off", "DEPUTY_POLICY": "full", "DEPUTY_RESOURCES": "off",
    ])
    #expect(settings.agent.maximumIterations == 25)
    #expect(settings.agent.slots == 2)
    #expect(settings.agent.assumedWindow == 32_768)
    #expect(settings.agent.mode == .native)
    #expect(settings.agent.usesGrammar == false)
    #expect(settings.policy == .full)
    #expect(!settings.offersResults)
  }

  @Test func `Spaces around a value do not count, and a level has the spellings that it has everywhere`() throws {
    let settings = try Settings(environment: [
      "DEPUTY_POLICY": " ReadOnly ", "DEPUTY_MODE": "native ", "DEPUTY_SLOTS": " 3",
    ])
    #expect(settings.policy == .readOnly)
    #expect(settings.agent.mode == .native)
    #expect(settings.agent.slots == 3)
  }

  @Test(arguments: [
    ("DEPUTY_MAX_ITERATIONS", "0", "DEPUTY_MAX_ITERATIONS is \"0\", and must be a whole number from 1 to 100."),
    ("DEPUTY_SLOTS", "many", "DEPUTY_SLOTS is \"many\", and must be a whole number from 1 to 256."),
    ("DEPUTY_MODE", "tools", "DEPUTY_MODE is \"tools\", and must be auto or native or text."),
    ("DEPUTY_RESOURCES", "no", "DEPUTY_RESOURCES is \"no\", and must be off or on."),
    ("DEPUTY_GRAMMAR", "yes", "DEPUTY_GRAMMAR is \"yes\", and must be off or on."),
    ("DEPUTY_POLICY", "open", "DEPUTY_POLICY is \"open\", and must be read-only, ask, full or off."),
  ])
  func `A wrong value is named with what would be right`(_ name: String, _ value: String, _ sentence: String) {
    let fault = #expect(throws: Settings.Fault.self) { try Settings(environment: [name: value]) }
    #expect(fault?.description == sentence)
  }
}
