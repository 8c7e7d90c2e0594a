import Testing
import ToolCalling

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct LinePatternTests {
  @Test(arguments: [
    ("error", "an error here", true), ("error", "an ERROR here", false), ("(?i)error", "an ERROR here", true),
    ("^error", "error", true), ("^error", "an error", false), ("error$", "an error", true), ("error$", "error!", false),
    ("^$", "", true), ("^$", "x", false), ("fail|error", "an error", true), ("fa(il|ult)s?", "page faults", true),
    ("a.c", "abc", true), ("a.c", "ac", false), ("ab*c", "ac", true), ("ab+c", "ac", false), ("ab+c", "abbbc", true),
    ("ab?c", "abbc", false), ("[0-9]+ ms", "took 41 ms", true), ("[^0-9]", "123", false), ("[]x]", "]", true),
    ("\\d{3}", "12", false), ("\\d{3}", "1234", true), ("^\\d{2,3}$", "1234", false), ("^(ab){2,}$", "ababab", true),
    ("a{,}", "a{,}", true), ("\\bdisk\\b", "the disk is", true), ("\\bdisk\\b", "diskette", false),
    ("\\.conf\\b", "relay.conf", true), ("[[:digit:]]x", "7x", true), ("[a-c]-[x-z]", "b-y", true),
    ("(?:a|b)*c", "ababc", true), ("é+", "caféé", true), ("x*", "", true), ("(a|b|)c", "c", true),
    ("(?i)[A-F]+$", "beef", true), ("a*?b", "aab", true), ("\\w+@\\w+", "root@web1", true), ("a|b|c$", "xc", true),
  ])
  func `A pattern matches as its notation says`(pattern: String, line: String, matches: Bool) throws {
    let compiled = try LinePattern(pattern)
    var budget = PatternBudget()
    #expect(compiled.matches(line.unicodeScalars, &budget) == matches)
    #expect(Array(line.utf8).withUnsafeBufferPointer { compiled.matches($0, &budget) } == matches)
  }

  @Test(arguments: [
    ("(", "a \"(\" is not closed"), (")", "a \")\" has no \"(\""), ("[a", "a \"[\" is not closed"),
    ("*a", "a \"*\" has nothing before it to repeat"), ("a\\", "it ends with a backslash"),
    ("(a)\\1", "back references are not known"), ("(?=a)", "only (…) and (?:…) groups are known"),
    ("(((a{90}){90}){90})", "it repeats too often"), ("(ab){9223372036854775807}", "it repeats too often"),
    ("(ab){0,9223372036854775807}", "it repeats too often"), ("[z-a]", "the range z-a is the wrong way round"),
  ])
  func `A text that is no pattern says why`(pattern: String, sentence: String) {
    #expect(throws: PatternError(sentence: sentence)) { try LinePattern(pattern) }
  }

  @Test func `A pattern made to explode is answered in time`() throws {
    let line = String(repeating: "a", count: 20_000)
    var budget = PatternBudget()
    #expect(try !LinePattern("(a*)*(a*)*(a|aa)*b").matches(line.unicodeScalars, &budget))
    #expect(!budget.isSpent)
    #expect(throws: PatternError.self) { try LinePattern(String(repeating: "(", count: 10_000)) }
  }

  @Test(arguments: [("((a?){70}){35}b", "a"), (String(repeating: "a", count: 1999) + "b", "a")])
  func `A search that is too much work ends and says where`(pattern: String, letter: String) async throws {
    let line = String(repeating: letter, count: 1 << 14)
    let text = "x\n" + line + "\n" + line
    let result = try LineSearch(pattern, around: 0).result(
      in: text, lines: 1...3, within: PatternBudget(steps: 1 << 20))
    #expect(result.text.isEmpty)
    #expect(result.notes.last?.hasPrefix("the pattern is too much work, so the search ended before line 2") == true)
    #expect(result.notes.first == "none of 1 lines matches")
  }
}
