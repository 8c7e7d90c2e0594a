import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Runs programs to their end, each in a session of its own and watched by a thread of its own.
package struct ChildRunner: Sendable {
  private let groups: ChildGroups

  package init(groups: ChildGroups) { self.groups = groups }

  /// Runs `command` until it and its output have ended, or a limit or the cancellation of the task ends them.
  ///
  /// `onOutput` hears every byte as it comes, in order per stream, on the child's thread; it must not block.
  package func run(
    _ command: ChildCommand, limits: ChildLimits = ChildLimits(),
    onOutput: (@Sendable (ChildStream, [UInt8]) -> Void)? = nil
  ) async throws(ChildError) -> ChildOutcome {
    let stop = ChildStop()
    let result = await withTaskCancellationHandler {
      await BlockingWork.run { [groups] in
        var watch = ChildWatch(command: command, limits: limits, groups: groups, stop: stop, onOutput: onOutput)
        return watch.run()
      }
    } onCancel: {
      stop.request()
    }
    return try result.get()
  }
}

/// One of the two streams that a child writes.
package enum ChildStream: Sendable { case standardOutput, standardError }

/// Tells a child's thread that the caller is gone.
final class ChildStop: Sendable {
  private struct State {
    var isRequested = false
    var descriptor: Int32?
  }

  private let state = Mutex(State())

  var isRequested: Bool { state.withLock { $0.isRequested } }

  /// The descriptor that gets a byte with the request; nil before it is closed.
  func wake(through descriptor: Int32?) { state.withLock { $0.descriptor = descriptor } }

  func request() {
    state.withLock { state in
      state.isRequested = true
      guard let descriptor = state.descriptor else { return }
      var byte: UInt8 = 1
      _ = write(descriptor, &byte, 1)
    }
  }
}
