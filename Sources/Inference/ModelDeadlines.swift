/// How long to wait for a model server at each stage of a call.
package struct ModelDeadlines: Sendable, Hashable {
  /// Until a connection stands, name look-up included.
  package var connect: Duration
  /// Until the server has taken the whole request.
  package var send: Duration
  /// Silence before the first piece of the answer. Progress with the prompt begins it anew, and so do a server's pings:
  /// a call that waits for a free slot hears nothing else.
  package var firstToken: Duration
  /// Silence between two pieces of the answer. Pings do not count: a model that hangs in mid-answer has a server that lives.
  package var nextToken: Duration
  /// From the end of the answer to the end of its stream; then the connection is given up.
  package var rest: Duration
  /// The whole call, retries and waiting for a loading model included.
  package var whole: Duration
  /// Waiting for a server that is loading its model.
  package var loading: Duration
  /// The short questions: what the server is, how many tokens a text has.
  package var question: Duration

  package init(
    connect: Duration = .seconds(3), send: Duration = .seconds(60), firstToken: Duration = .seconds(300),
    nextToken: Duration = .seconds(60), rest: Duration = .seconds(1), whole: Duration = .seconds(1800),
    loading: Duration = .seconds(120), question: Duration = .seconds(10)
  ) {
    self.connect = connect
    self.send = send
    self.firstToken = firstToken
    self.nextToken = nextToken
    self.rest = rest
    self.whole = whole
    self.loading = loading
    self.question = question
  }
}
