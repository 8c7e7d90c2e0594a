/// How long to wait for a model server at each stage of a call.
package struct ModelDeadlines: Sendable, Hashable {
  /// Until a connection stands, name look-up included.
  package var connect: Duration
  /// Until the server has taken the whole request.
  package var send: Duration
  /// Silence before the first piece of the answer. Progress with the prompt, and a server's pings, begin it anew.
  package var firstToken: Duration
  /// Silence between two pieces of the answer; pings begin it anew as well.
  package var nextToken: Duration
  /// The whole call, retries and waiting for a loading model included.
  package var whole: Duration
  /// Waiting for a server that is loading its model.
  package var loading: Duration
  /// The short questions: what the server is, how many tokens a text has.
  package var question: Duration

  package init(
    connect: Duration = .seconds(3), send: Duration = .seconds(60), firstToken: Duration = .seconds(300),
    nextToken: Duration = .seconds(60), whole: Duration = .seconds(1800), loading: Duration = .seconds(120),
    question: Duration = .seconds(10)
  ) {
    self.connect = connect
    self.send = send
    self.firstToken = firstToken
    self.nextToken = nextToken
    self.whole = whole
    self.loading = loading
    self.question = question
  }
}
