import JSON
import Testing
import ToolCalling

@testable import BuiltinTools

/// read_file shows less than a file has: secrets are masked, CRLF is LF, Latin-1 is UTF-8.
@Suite("Writing back what was read", .timeLimit(.minutes(1)))
struct WriteBackTests {
  private static let latin = "not UTF-8 (read as Latin-1)"

  @Test("write_file does not put `[masked]` in the place of a secret")
  func maskedContent() async throws {
    let place = try await Workplace(files: ["a.conf": "db_password=geheim77\nport=1\n", "doc": "[masked] a\n"])
    let view = try await place.call("read_file", ["file_path": "a.conf"])
    #expect(view.text == "db_password=[masked]\nport=1")
    let refused = try await place.call(
      "write_file", ["file_path": "a.conf", "content": "db_password=[masked]\nport=2\n"])
    #expect(
      refused.text
        == "content of write_file holds `[masked]` 1 times and a.conf 0 times: it stands for a secret that is not shown, "
        + "and writing it would lose the secret. Nothing was written. Use edit_file for the lines that change.")
    #expect(refused.isError)
    // A text that has the mark itself may keep it, and a report may be made with it.
    let kept = try await place.call("write_file", ["file_path": "doc", "content": "[masked] b\n"])
    #expect(kept.text == "Replaced doc, now 11 bytes.")
    let made = try await place.call("write_file", ["file_path": "report", "content": "saw [masked]"])
    #expect(
      made.text
        == "Made report, 12 bytes. `[masked]` in it is plain text; the secret that it stands for was not written.")
    #expect(try await place.shell("cat a.conf doc") == "db_password=geheim77\nport=1\n[masked] b\n")
  }

  @Test("a file without a secret takes `[masked]` as plain text, and the result says so")
  func plainMark() async throws {
    let place = try await Workplace(files: ["doc": "[masked] a\nb\n", "empty": ""])
    let note = " `[masked]` in it is plain text; the secret that it stands for was not written."
    let edited = try await place.call(
      "edit_file", ["file_path": "doc", "old_string": "b", "new_string": "saw [masked]"])
    #expect(edited.text == "Replaced line 2 of doc.\(note)")
    let absent = try await place.call("edit_file", ["file_path": "doc", "old_string": "[masked] x", "new_string": "y"])
    #expect(
      absent.text == "old_string does not occur in doc; it must match exactly, spaces and line ends included.")
    let written = try await place.call(
      "write_file", ["file_path": "doc", "content": "[masked] a [masked] b [masked] c\n"])
    #expect(written.text == "Replaced doc, now 33 bytes.\(note)")
    let filled = try await place.call("write_file", ["file_path": "empty", "content": "[masked]"])
    #expect(filled.text == "Replaced empty, now 8 bytes.\(note)")
    // A secret in UTF-16 is shown masked as well.
    try await place.write("w", [0xFF, 0xFE] + "pwd=geheim77".utf8.flatMap { [$0, 0] })
    let wide = try await place.call("write_file", ["file_path": "w", "content": "pwd=[masked]"])
    #expect(wide.isError && wide.text.contains("writing it would lose the secret"))
  }

  @Test("edit_file does not put `[masked]` in the place of a secret")
  func maskedEdit() async throws {
    let place = try await Workplace(files: ["a.conf": "db_password=geheim77\nport=1\n"])
    let new = try await place.call(
      "edit_file", ["file_path": "a.conf", "old_string": "port=1", "new_string": "password=[masked]\nport=2"])
    #expect(new.isError && new.text.hasPrefix("new_string of edit_file holds `[masked]`, which stands for a secret"))
    let old = try await place.call(
      "edit_file", ["file_path": "a.conf", "old_string": "=[masked]\nport=1", "new_string": "=[masked]\nport=2"])
    #expect(
      old.text == "old_string does not occur in a.conf; `[masked]` stands for a secret that is not shown, "
        + "so take the text before or behind it.")
    #expect(try await place.shell("cat a.conf") == "db_password=geheim77\nport=1\n")
  }

  @Test(
    "edit_file keeps the line ends of the place",
    arguments: [
      ("a\r\nb\r\nc\r\n", "a\nb", "x\ny", "x\r\ny\r\nc\r\n", true),
      ("a\r\nb\r\n", "b", "x\ny", "a\r\nx\r\ny\r\n", true),
      ("a\r\nb\nc\n", "a\nb", "x\ny", "x\r\ny\nc\n", true), ("a\r\nb\r\nc\nd", "c\nd", "x\ny", "a\r\nb\r\nx\ny", false),
      ("a\nb\n", "a\nb", "x\ny", "x\ny\n", false), ("a\r\nb\r\n", "a\r\n", "a\n", "a\nb\r\n", false),
      ("a\r\nb\r\nc\r\n", "\nb", "\nX", "a\r\nX\r\nc\r\n", true),
      ("a\nb\r\nc\n", "\nc", "\nX", "a\nb\r\nX\n", true), ("a\r\nb\r\n", "\nb", "", "a\r\n", true),
      ("a\nb\n", "\nb", "\nX", "a\nX\n", false), ("a\r\nb", "\n", " ", "a b", true),
    ])
  func lineEnds(before: String, old: String, new: String, after: String, isSaid: Bool) async throws {
    let place = try await Workplace(files: ["a": before])
    let result = try await place.call(
      "edit_file", ["file_path": "a", "old_string": .string(old), "new_string": .string(new)])
    #expect(!result.isError)
    #expect(result.text.hasSuffix(" Its CRLF line ends are kept.") == isSaid)
    #expect(try await place.shell("cat a") == after)
  }

  @Test("a text that occurs with LF and with CRLF occurs twice")
  func mixedLineEnds() async throws {
    let place = try await Workplace(files: ["a": "a\nb\na\r\nb\r\n"])
    let result = try await place.call("edit_file", ["file_path": "a", "old_string": "a\nb", "new_string": "x"])
    #expect(result.text.hasPrefix("old_string occurs 2 times in a (lines 1, 3);"))
    try await place.write("b", Array("a\r\nb\nb".utf8))
    let behind = try await place.call("edit_file", ["file_path": "b", "old_string": "\nb", "new_string": "x"])
    #expect(behind.text.hasPrefix("old_string occurs 2 times in b (lines 1, 2);"))
  }

  @Test("write_file says where it changes line ends and encoding")
  func changes() async throws {
    let place = try await Workplace(files: ["a": "a\r\nb\r\n"])
    let result = try await place.call("write_file", ["file_path": "a", "content": "a\nc\n"])
    #expect(result.text == "Replaced a, now 4 bytes. Its lines ended in CRLF; now they end in LF, as given.")
    #expect(try await place.shell("cat a") == "a\nc\n")
    try await place.write("l", [0x67, 0xFC, 0x6E])
    let latin = try await place.call("write_file", ["file_path": "l", "content": "gün"])
    #expect(latin.text == "Replaced l, now 4 bytes. It was \(Self.latin); now it is UTF-8.")
    try await place.write("m", [0xEF, 0xBB, 0xBF, 0x61])
    let marked = try await place.call("write_file", ["file_path": "m", "content": "\u{FEFF}b"])
    #expect(marked.text == "Replaced m, now 4 bytes.")
    let bare = try await place.call("write_file", ["file_path": "m", "content": "b"])
    #expect(bare.text == "Replaced m, now 1 bytes. It began with a byte order mark; now it does not.")
  }

  @Test("edit_file keeps the bytes of a file that is not UTF-8, and puts no other encoding into it")
  func encodings() async throws {
    let place = try await Workplace()
    try await place.write("l", [0x67, 0xFC, 0x6E, 0x0A, 0x61])
    let foreign = try await place.call("edit_file", ["file_path": "l", "old_string": "a", "new_string": "ä"])
    #expect(
      foreign.text == "l is \(Self.latin), and new_string of edit_file has characters beyond ASCII, "
        + "which would be written into it as UTF-8. Nothing was written. Use ASCII, or convert the file with iconv first."
    )
    let unseen = try await place.call("edit_file", ["file_path": "l", "old_string": "gün", "new_string": "g"])
    #expect(
      unseen.text == "old_string does not occur in l; the file is \(Self.latin), so take a part that is ASCII, "
        + "or convert the file with iconv first.")
    let plain = try await place.call("edit_file", ["file_path": "l", "old_string": "a", "new_string": "b"])
    #expect(plain.text == "Replaced line 2 of l.")
    #expect(try await place.shell("od -An -tx1 l") == " 67 fc 6e 0a 62\n")
    try await place.write("w", [0xFF, 0xFE, 0x61, 0])
    let wide = try await place.call("edit_file", ["file_path": "w", "old_string": "a", "new_string": "b"])
    #expect(wide.text == "w is UTF-16, which edit_file does not change. Convert it with iconv first.")
  }
}
