import Platform
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite(.timeLimit(.minutes(1))) struct ProcessEnvironmentTests {
  @Test("A name that is not UTF-8 is left out, a value is repaired, and a value may hold an equals sign")
  func repaired() async {
    await #expect(processExitsWith: .exitCode(7)) {
      for (name, value) in [
        ([0xC3, 0x28] as [UInt8], [0x78] as [UInt8]), (Array("DEPUTY_BROKEN".utf8), [0x61, 0xFF, 0x62]),
        (Array("DEPUTY_PAIR".utf8), Array("a=b".utf8)),
      ] {
        setenv((name + [0]).map { CChar(bitPattern: $0) }, (value + [0]).map { CChar(bitPattern: $0) }, 1)
      }
      let current = ProcessEnvironment.current
      guard current["DEPUTY_BROKEN"] == "a\u{FFFD}b", current["DEPUTY_PAIR"] == "a=b" else { exit(1) }
      guard !current.keys.contains(where: { $0.unicodeScalars.contains("\u{FFFD}") }) else { exit(2) }
      exit(7)
    }
  }
}
