/// The time stamp of a log line, as it is written there.
///
/// Known are ISO 8601 and RFC 3339 (`2026-11-25T13:00:00`, also with a blank), BSD syslog (`Nov 25 13:00:00`, RFC 3164
/// section 4.1.2) and the web servers' common log format (`25/Nov/2026:13:00:00`), within the first 64 bytes of the line.
enum LogTime {
  /// Forms of a time stamp: `d` is a digit, `_` a digit or a blank, `A` a letter, `T` a `T` or a blank; others are themselves.
  private static let forms: [[UInt8]] = ["dddd-dd-ddTdd:dd:dd", "AAA _d dd:dd:dd", "dd/AAA/dddd:dd:dd:dd"].map {
    Array($0.utf8)
  }

  /// The first time stamp in the first 64 bytes of `line`; nil where there is none.
  static func first(in line: some Collection<UInt8>) -> String? {
    let head = Array(line.prefix(64))
    for start in head.indices {
      for form in forms where head.count - start >= form.count && matches(head[start...], form) {
        return String(decoding: head[start..<start + form.count], as: UTF8.self)
      }
    }
    return nil
  }

  private static func matches(_ bytes: ArraySlice<UInt8>, _ form: [UInt8]) -> Bool {
    zip(bytes, form).allSatisfy { byte, want in
      let isDigit = byte &- UInt8(ascii: "0") < 10
      switch want {
      case UInt8(ascii: "d"): return isDigit
      case UInt8(ascii: "_"): return isDigit || byte == 0x20
      case UInt8(ascii: "A"): return (byte | 0x20) &- UInt8(ascii: "a") < 26
      case UInt8(ascii: "T"): return byte == UInt8(ascii: "T") || byte == 0x20
      default: return byte == want
      }
    }
  }
}
