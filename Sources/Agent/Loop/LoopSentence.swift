/// What the loop says to the model, and to the orchestrator where the loop ends without an answer.
enum LoopSentence {
  static let lastStep = "This is your last step. Do not use a tool: answer now with what you know."
  static let goesInCircles =
    "You have asked for the same things again and nothing new came of it. "
    + "Do not use a tool: answer now with what you know."
  static let moreSteps = "You have more steps now, and tools may be used again."
  static let announced =
    "You announced a step but did not call a tool. Reply with the JSON object of the call and nothing else, "
    + "or with the answer."
  static let empty = "Your reply was empty. Reply with one tool call or with the answer."
  static let noAnswerAfterReasoning =
    "Your reasoning used up the whole reply and no answer came. Answer now, without further reasoning."
  static let cutCall =
    "the reply was cut at its token limit before the call was complete, so nothing ran. "
    + "Send a shorter call, such as {\"tool\": \"<name>\", \"arguments\": {}} with the name of a tool and its arguments."
  static let notRunAnyMore = "not run: the caller went on without it."
  static let notRunAtEnd = "not run: you were told to answer."

  static func tooManyCalls(_ limit: Int) -> String { "not run: one reply may hold at most \(limit) calls." }

  static func unknownTool(_ name: String, offered: [String]) -> String {
    "there is no tool \"\(name)\". The tools are: \(offered.joined(separator: ", "))."
  }

  static func stepsLeftOut(_ count: Int) -> String {
    "[… \(Count.of(count, "earlier step")) left out; the results can still be read with read_output …]"
  }

  static func quotesNotFound(_ quotes: [String]) -> String {
    "These lines of your answer stand in no tool result:\n"
      + quotes.prefix(5).map { "> \(LineText.visible($0, limit: 300))\n" }.joined()
      + "Answer again: copy each line exactly as it stands in a tool result, or leave it out."
  }

  // To the orchestrator.

  static let answerWasCut = "The answer was cut at the token limit of one reply."

  static func draftIsShown(_ notFound: Int) -> String {
    "The model had already given the answer that stands here. It was asked to correct "
      + "\(Count.of(notFound, "quoted line")) of it, which no tool result holds, and called a tool instead."
  }

  static func outOfIterations(_ count: Int) -> String {
    "The model used \(count == 1 ? "its one iteration" : "all \(count) iterations") without an answer. "
      + "Call agent_chat with this conversation_id alone to let it go on, with a higher max_iterations where that was too "
      + "few, or with a task to guide it."
  }

  static let circles =
    "The model asked for the same things again and again, so the loop was ended. "
    + "Call agent_chat with this conversation_id and a more exact task."

  static let onlyAnnounced =
    "The model only announced a step and did not take it. Call agent_chat with this conversation_id and a more exact task."

  static func emptyAnswer(reasoningTokens: Int, limit: Int) -> String {
    reasoningTokens >= limit
      ? "The model's reasoning used up the limit of \(limit) tokens twice and no answer came. "
        + "The conversation is kept: give a narrower task, or start the model server with less reasoning."
      : "The model gave an empty reply twice. The conversation is kept: give the task in other words, "
        + "or try another model."
  }

  static func malformed(_ count: Int, _ sentence: String) -> String {
    "The model sent \(count) broken tool calls in a row; the last one: \(sentence) "
      + "The conversation is kept: give the task in other words, or try another model."
  }

  /// What the policy kept from running, which only the model was told: the first three different calls by name.
  static func denied(_ calls: [(label: String, reason: String)]) -> String {
    var lines: [String] = []
    for call in calls {
      let line = "\(call.label): \(LineText.visible(call.reason, limit: 200))"
      if !lines.contains(line) { lines.append(line) }
    }
    let more = lines.count > 3 ? ["and \(lines.count - 3) more"] : []
    return "\(Count.of(calls.count, "call")) of the model \(calls.count == 1 ? "was" : "were") denied and did not run. "
      + (lines.prefix(3) + more).joined(separator: "\n")
  }

  /// What the model had to do without, however it was told of it.
  static let outgrewWindow =
    "The work outgrew the model's window: earlier steps were left out, or the last results were shown to the model in "
    + "less than usual. Give a narrower task, or the model server a larger context length."

  /// Why quotes may be missing that the model copied well: results whose texts made room for later ones, by number.
  static func notLookedUp(_ results: [Int]) -> String {
    let more = results.count > 10 ? " and \(results.count - 10) more" : ""
    let list = results.prefix(10).map(String.init).joined(separator: ", ") + more
    return results.count == 1
      ? "Result \(list) is no longer kept, so quotes of it could not be looked up."
      : "Results \(list) are no longer kept, so quotes of them could not be looked up."
  }

  static func silentCut(reported: Int, sent: Int) -> String {
    "The model server reports a prompt of \(Count.grouped(reported)) tokens where about \(Count.grouped(sent)) were "
      + "sent: it seems to have dropped the beginning without saying so. Give it a larger context length."
  }
}
