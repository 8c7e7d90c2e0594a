/// The text that `ssh` hands to the login shell of a host: the command in a form that every login shell reads alike.
///
/// `sh -c 'deputy=$(printf %s BASE64 | base64 -d) || …; eval "$deputy"'` gave the same result in dash, bash, busybox ash,
/// mksh, zsh, fish and tcsh; between the single quotes stand none of their own, no backslash, no newline and no `!`. A host
/// without a `base64` that decodes runs nothing and says so, with status 127.
///
/// Around the command stands a watch: it reads the standard input that `ssh` passes on, and when that ends before the
/// command (time limit, cancel, lost connection, the end of this process) it ends the whole process group on the host.
/// `sshd` gives every command a session of its own, so group 0 is the command and its children and nothing else.
///
/// A command that changes nothing also gets limits, so that no slip of a model takes a host's memory or disk. One that
/// a human allowed gets none: a service that it starts would keep them for as long as it lives.
struct RemoteScript {
  /// The argument for `ssh`.
  let text: String
  /// What stands in standard error before all that the command says: a line with a number that only this call knows,
  /// and the newline before it. Where it is missing, the host did not begin the command.
  let beginning: [UInt8]
  /// What stands there where the command itself ended with 255, which is also the status of an `ssh` that failed
  /// (ssh(1)).
  let mark: [UInt8]

  init(_ command: String, isLimited: Bool, number: UInt64 = .random(in: .min ... .max)) {
    let name = "deputy-\(String(number, radix: 16))"
    beginning = Array("\n\(name) begun\n".utf8)
    mark = Array("\n\(name)\n".utf8)
    let script = """
      \(isLimited ? SystemLimits.script : "")
      exec 3<&0 </dev/null
      { read -r deputy <&3; trap '' TERM; kill -TERM 0; sleep 1; kill -KILL 0; } >/dev/null 2>&1 &
      printf '\\n\(name) begun\\n' >&2
      sh -c \(Self.quoted(command)) 3<&-
      deputy=$?
      kill $! 2>/dev/null
      [ $deputy = 255 ] && printf '\\n\(name)\\n' >&2
      exit $deputy
      """
    let decoding = "deputy=$(printf %s \(Base64.text(of: Array(script.utf8))) | base64 -d)"
    text = "sh -c '\(decoding) || { \(Self.refusal); exit 127; }; eval \"$deputy\"'"
  }

  /// What a host says that cannot decode the script.
  static let complaint = "Nothing was run: this host has no base64 that decodes."
  private static let refusal = "printf \"\(complaint)\" >&2"

  /// The command as one word of the shell.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}

/// The limits that a shell sets for a command; where the system refuses one, or has a lower one, the command runs all the
/// same.
enum SystemLimits {
  /// 4 GiB of memory that a process may fill (`-d`, in KiB; setrlimit(2), since Linux 4.7 with mapped memory), and files of
  /// 1 GiB (`-f`, in blocks of 512 bytes; of 1,024 in bash).
  ///
  /// Not the address space (`-v`): at 4 GiB it kept `java -Xmx6g` and the `fetch` of node from starting, which reserve more
  /// than they ever fill. The same text was seen to work in bash, dash, busybox ash and zsh.
  static let script = "ulimit -d 4194304 2>/dev/null; ulimit -f 2097152 2>/dev/null"
}

/// Base64 (RFC 4648 section 4), with padding and without line breaks.
enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(of bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place <= group.count ? digits[Int(word >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
