internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Finds the addresses of a host name with the system's `getaddrinfo`.
package struct Resolver: Sendable {
  package init() {}

  /// The addresses of `host`, in the order in which to try them: families in turn (RFC 8305, section 4).
  ///
  /// Numeric addresses and `localhost` need no look-up; `localhost` is 127.0.0.1, then ::1, because that is where
  /// model servers listen. Any other name is looked up on a thread of its own, which outlives the deadline when the
  /// system's resolver is slower.
  package func addresses(
    of host: String, port: UInt16, until deadline: Deadline
  ) async throws(SocketError) -> [SocketAddress] {
    if let address = SocketAddress(numeric: host, port: port) { return [address] }
    if host.lowercased() == "localhost" {
      return ["127.0.0.1", "::1"].compactMap { SocketAddress(numeric: $0, port: port) }
    }
    let lookup = Lookup()
    let timer = Task { [remaining = deadline.remaining] in
      guard let remaining else { return }
      if (try? await Task.sleep(for: remaining)) != nil { lookup.finish(.failure(.timedOut)) }
    }
    defer { timer.cancel() }
    let result = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        lookup.begin(continuation)
        let isStarted = OwnThread.start { lookup.finish(Self.lookUp(host, port)) }
        if !isStarted { lookup.finish(.failure(.system(code: noThreadCode, during: "resolve"))) }
      }
    } onCancel: {
      lookup.finish(.failure(.cancelled))
    }
    return try result.get()
  }

  private static func lookUp(_ host: String, _ port: UInt16) -> Result<[SocketAddress], SocketError> {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    #if canImport(Glibc)
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      hints.ai_socktype = Int32(SOCK_STREAM)
    #endif
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard code == 0 else {
      return .failure(code == EAI_SYSTEM ? .system(code: errno, during: "resolve") : .unknownHost(host))
    }
    var found: [SocketAddress] = []
    var next = list
    while let entry = next?.pointee {
      if let address = entry.ai_addr {
        let raw = UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen))
        found.append(SocketAddress(bytes: Array(raw), family: entry.ai_family))
      }
      next = entry.ai_next
    }
    return found.isEmpty ? .failure(.unknownHost(host)) : .success(alternating(found))
  }

  /// The addresses with the families in turn, beginning with the family of the first.
  static func alternating(_ addresses: [SocketAddress]) -> [SocketAddress] {
    var first = addresses.filter { $0.family == addresses.first?.family }[...]
    var second = addresses.filter { $0.family != addresses.first?.family }[...]
    var result: [SocketAddress] = []
    while !first.isEmpty || !second.isEmpty {
      if let address = first.popFirst() { result.append(address) }
      if let address = second.popFirst() { result.append(address) }
    }
    return result
  }
}

/// A look-up that is finished once: by its thread, its deadline or a cancel, whichever comes first.
private final class Lookup: Sendable {
  typealias Outcome = Result<[SocketAddress], SocketError>

  private enum State {
    case idle
    case waiting(UnsafeContinuation<Outcome, Never>)
    case finished(Outcome)
  }

  private let state = Mutex(State.idle)

  func begin(_ continuation: UnsafeContinuation<Outcome, Never>) {
    let outcome = state.withLock { state -> Outcome? in
      if case .finished(let outcome) = state { return outcome }
      state = .waiting(continuation)
      return nil
    }
    if let outcome { continuation.resume(returning: outcome) }
  }

  func finish(_ outcome: Outcome) {
    let continuation = state.withLock { state -> UnsafeContinuation<Outcome, Never>? in
      defer { if case .finished = state {} else { state = .finished(outcome) } }
      if case .waiting(let continuation) = state { return continuation }
      return nil
    }
    continuation?.resume(returning: outcome)
  }
}
