#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension ChildStatus {
  /// The name of a signal, such as `SIGTERM`; `signal 34` where it has none.
  static func signalName(_ number: Int32) -> String {
    switch number {
    case SIGHUP: "SIGHUP"
    case SIGINT: "SIGINT"
    case SIGQUIT: "SIGQUIT"
    case SIGILL: "SIGILL"
    case SIGTRAP: "SIGTRAP"
    case SIGABRT: "SIGABRT"
    case SIGBUS: "SIGBUS"
    case SIGFPE: "SIGFPE"
    case SIGKILL: "SIGKILL"
    case SIGSEGV: "SIGSEGV"
    case SIGPIPE: "SIGPIPE"
    case SIGALRM: "SIGALRM"
    case SIGTERM: "SIGTERM"
    case SIGXCPU: "SIGXCPU"
    case SIGXFSZ: "SIGXFSZ"
    case SIGSYS: "SIGSYS"
    default: "signal \(number)"
    }
  }

  /// The signal that a shell's exit status above 128 stands for; nil for every other status.
  package static func signal(ofShellStatus status: Int) -> String? {
    guard (129...159).contains(status), let number = Int32(exactly: status - 128) else { return nil }
    let name = signalName(number)
    return name.hasPrefix("SIG") ? name : nil
  }
}
