#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The group of a child that has ended and is not reaped, so that its number cannot be another's.
enum ProcessGroup {
  /// True where processes other than the leader live in its group; false also where that cannot be known.
  ///
  /// Takes a fraction of a millisecond for some hundred processes of the machine. Those that are just ending get 20 ms to
  /// do so, because a shell does not wait for all that it starts (`<(…)`). A zombie is not alive.
  static func livesOn(without leader: pid_t) -> Bool {
    guard hasOthers(leader) else { return false }
    usleep(20_000)
    return hasOthers(leader)
  }

  #if canImport(Darwin)
    /// Darwin's kill(2) finds no zombies in a group (xnu, kern_sig.c: `killpg1_pgrpfilt`), so not the leader either.
    private static func hasOthers(_ leader: pid_t) -> Bool { kill(-leader, 0) == 0 }
  #else
    /// On Linux kill(2) finds the leader, a zombie, in every case.
    private static func hasOthers(_ leader: pid_t) -> Bool {
      guard let names = try? FileAccess.openFolder("/proc").names(limit: mostProcesses) else { return false }
      return names.contains { name in
        guard let process = pid_t(name), process != leader, getpgid(process) == leader else { return false }
        return isAlive(process)
      }
    }

    /// More than Linux can number (proc(5), pid_max).
    private static let mostProcesses = 1 << 23

    /// proc(5), stat: the state stands behind the name, which is in parentheses and may hold some itself.
    private static func isAlive(_ process: pid_t) -> Bool {
      guard let bytes = try? FileAccess.openFile("/proc/\(process)/stat").read(at: 0, count: 1024),
        let name = bytes.lastIndex(of: UInt8(ascii: ")")), name + 2 < bytes.count
      else { return false }
      return !"ZXx".utf8.contains(bytes[name + 2])
    }
  #endif
}
