/// Waits until `condition` holds, without taking the cooperative pool's threads from others.
///
/// For conditions that nobody announces; a test whose condition never comes ends by its suite's time limit.
package func eventually(
  isolation: isolated (any Actor)? = #isolation, _ condition: () async -> Bool
) async {
  while await !condition(), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
}

extension TestClock {
  /// Waits until so many tasks sleep, then moves on: what they do next is the only thing to come.
  package func advance(by duration: Duration, whenAsleep count: Int) async {
    await eventually { sleeperCount >= count }
    advance(by: duration)
  }
}
