/// Waits for nothing but the end of its task.
package enum UntilCancelled {
  package static func wait() async {
    let (stream, end) = AsyncStream<Never>.makeStream()
    await withTaskCancellationHandler {
      for await _ in stream {}
    } onCancel: {
      end.finish()
    }
  }
}
