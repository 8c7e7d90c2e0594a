@testable import Inference

extension ModelDeadlines {
  /// Limits that a machine busy with other tests does not reach, but for those that a test is about.
  static func patient(
    firstToken: Duration = .seconds(50), nextToken: Duration = .seconds(50), whole: Duration = .seconds(55),
    question: Duration = .seconds(50)
  ) -> ModelDeadlines {
    ModelDeadlines(
      connect: .seconds(50), firstToken: firstToken, nextToken: nextToken, whole: whole, question: question)
  }
}
