import Testing

@testable import BuiltinTools

private let byte = "[^[:print:][:cntrl:]]"

@Suite("A pattern for grep", .timeLimit(.minutes(1)))
struct ExtendedPatternTests {
  @Test(
    "says the same in the words of POSIX",
    arguments: [
      (#"ERROR \d+"#, "ERROR [0-9]+"), ("(?:ERROR|x) 1", "(ERROR|x) 1"), ("a*?b+?c??d{2,3}?", "a*b+c?d{2,3}"),
      (#"\D+\W*\S{2,}\h"#, "[^0-9]+[^[:alnum:]_]*[^[:space:]]{2,}[[:blank:]]"), (#"\bfoo\b"#, #"\bfoo\b"#),
      (#"[\d\s.-]+\.log"#, #"[0-9[:space:].-]+\.log"#), (#"[\]\[]"#, "[][]"),
      (#"[^\]]+"#, "[^]]+"), (#"[\^]"#, #"\^"#), (#"[\^-]"#, "[-^]"), (#"[a\-z]"#, "[az-]"), ("[]a]", "[]a]"),
      ("[[.]", "[.[]"), ("[+-.]", "[+,.-]"), ("[[:^digit:][:word:]]+", "([^[:digit:]]|[[:alnum:]_])+"),
      (#"[\s\S]*"#, "([^[:space:]]|[[:space:]])*"), (#"[^\S]"#, "[[:space:]]"), (#"[^\n]*?"#, ".*"),
      (#"{"level":"x"}"#, #"\{"level":"x"\}"#), ("a{,3}b{2,}", "a{0,3}b{2,}"), (#"a\/b\-c\""#, #"a/b-c""#),
      (#"\t\x1b\[\u{41}\033"#, "\t\u{1B}\\[A\u{1B}"), ("[äöü]é+", "(ä|ö|ü)(é)+"), ("[а-г]", "(а|б|в|г)"),
    ])
  func translated(pattern: String, text: String) throws {
    let extended = try ExtendedPattern(pattern)
    #expect(extended.text == text)
    #expect(!extended.ignoresCase)
  }

  @Test(
    "takes up to four bytes for a character outside of ASCII",
    arguments: [
      ("M.ller", "M(.|\(byte){2,4})ller"), (".?.{3}", "(.|\(byte){2,4})?(.|\(byte){2,4}){3}"),
      (".*?.+.{2,}.{0,300}", ".*.+.{2,}.{0,300}"), (#"M\wller"#, "M([[:alnum:]_]|\(byte){1,4})ller"),
      (#"\w+\w{3}"#, "([[:alnum:]_]|\(byte))+([[:alnum:]_]|\(byte){1,4}){3}"),
      (#"[\w.+-]+"#, "([[:alnum:]_.+-]|\(byte))+"), (#"[^\W]"#, "([[:alnum:]_]|\(byte){1,4})"),
      (#"\S"#, "([^[:space:]]|\(byte){2,4})"), ("[^x]", "([^x]|\(byte){2,4})"), ("[^ä]", "[^ä]"),
      (#"[äx\D]"#, "(([^0-9]|ä|[x])|\(byte){2,4})"), (#"\.[.]"#, #"\.[.]"#),
    ] as [(String, String)])
  func characters(pattern: String, text: String) throws {
    #expect(try ExtendedPattern(pattern).text == text)
  }

  @Test(
    "has no border beside a character outside of ASCII",
    arguments: [
      (#"\bÄnderung\b"#, #"Änderung\b"#), (#"\bcafé\b"#, #"\bcafé"#), (#"gr\Bö\B"#, "grö"), (#"\<\bé+\>"#, "(é)+"),
      (#"\b(foo|\x{E9}|x)\b-"#, #"(foo|é|x)-"#), (#"\b((a)|b)\b"#, #"\b((a)|b)\b"#), (#"(é)\b|\bx"#, #"(é)|\bx"#),
      (#"a\b|é"#, #"a\b|é"#), (#"\b[äx]\b"#, "(ä|[x])"), (#"\b\w+\b"#, "([[:alnum:]_]|\(byte))+"),
      (#"\b\w\b"#, "\\b([[:alnum:]_]|\(byte){1,4})\\b"), (#"\Aé\z"#, "^é$"), (#"(a|é)x\b)\b"#, #"(a|é)x\b)\b"#),
    ] as [(String, String)])
  func borders(pattern: String, text: String) throws {
    #expect(try ExtendedPattern(pattern).text == text)
  }

  @Test(
    "takes a leading (?i) for all of it, outside of ASCII too",
    arguments: [("(?i)error", "error"), ("(?im)grün", "gr(ü|Ü)n"), ("(?m)(?i)[äx]", "(ä|Ä|[x])")])
  func ignoringCase(pattern: String, text: String) throws {
    let extended = try ExtendedPattern(pattern)
    #expect(extended.text == text)
    #expect(extended.ignoresCase)
  }

  @Test(
    "is refused with what to write instead",
    arguments: [
      ("a(?=b)", "(?=", "leave it out and pick from the lines that match the rest"),
      ("(?<!a)b", "(?<!", "leave it out and pick from the lines that match the rest"),
      ("(?P<n>a)", "(?P<", "write `(` alone"), ("(?<n>a)", "(?<", "write `(` alone"),
      ("a(?i)b", "(?i", "write `(?i)` at the beginning of the pattern, for all of it"),
      ("(?>a)", "(?>", "write a plain group, `(…)`"), (#"(a)\1"#, #"\1"#, "write out the text that comes again"),
      ("a++", "++", "write `+` alone"), ("a{2}+", "{2}+", "write `{2}` alone"),
      (#"\p{L}"#, #"\p"#, "write a class such as `[[:alpha:]]` or `[[:upper:]]`"),
      (#"a\K"#, #"\K"#, #"leave it out, or write `\\` for a backslash"#),
      (#"a\"#, #"\"#, #"write `\\` for a backslash"#), (#"a\nb"#, #"\n"#, "search for the text of one line"),
      (#"\x00"#, #"\0"#, "search for the text beside the NUL"), ("[:space:]", "[:space:]", "write `[[:space:]]`"),
      (#"\xZZ"#, #"\x"#, #"write two hexadecimal digits such as `\x1B`, or the character itself"#),
      ("[abc", "[", #"write `\[` for the character, or end the set with `]`"#),
      ("[z-a]", "z-a", "write the lower character first"), (#"[\B]"#, #"[\B]"#, "leave it out of the set"),
      (#"[^\Sx]"#, #"[^\S…]"#, #"write the characters that you look for, such as `[ \t]`"#),
      ("[一-龥]", "一-龥", #"use a shorter range, or `[^\x00-\x7F]` for any character outside of ASCII"#),
    ])
  func refused(pattern: String, part: String, advice: String) {
    let fault = #expect(throws: ArgumentFault.self) { try ExtendedPattern(pattern) }
    #expect(
      fault?.sentence == "The pattern of grep_search holds `\(part)`, which grep cannot search for; \(advice).")
  }

  @Test("does not grow without bound")
  func bounded() throws {
    let range = "[\u{100}-\u{2FF}]"
    #expect(throws: ArgumentFault.self) { try ExtendedPattern(String(repeating: range, count: 100)) }
    #expect(try ExtendedPattern(range).text.utf8.count < ExtendedPattern.longestText)
  }
}
