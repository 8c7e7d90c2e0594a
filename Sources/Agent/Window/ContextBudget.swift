/// How much of the model's window a request may use, and what earlier requests taught about counting.
struct ContextBudget: Sendable, Hashable {
  /// What is carried from one call of a conversation to the next.
  struct Learned: Sendable, Hashable {
    /// Reported tokens per estimated token of the last request.
    var factor = 1.0
    /// A window smaller than the server said, seen in an error or a silent cut.
    var window: Int?
    /// The history had to shrink before.
    var hasShrunk = false
    /// Prompt tokens that the server reported of the last request; 0 before the first.
    var reported = 0
    /// Our estimate of that request before the factor.
    var estimated = 0
    /// The model that all this is about; another one counts otherwise and has a window of its own.
    var model: String?

    /// What remains of it for `model`.
    func known(of model: String?) -> Learned {
      model == self.model ? self : Learned(hasShrunk: hasShrunk, model: model)
    }
  }

  /// Tokens that stay free beyond the reply, for what a template adds unseen.
  static let margin = 64

  private let configuration: AgentConfiguration
  private let described: Int
  var learned: Learned

  init(window: Int?, learned: Learned, configuration: AgentConfiguration) {
    described = window ?? configuration.assumedWindow
    self.learned = learned
    self.configuration = configuration
  }

  /// Tokens of prompt and reply together.
  var window: Int { min(described, learned.window ?? described) }

  /// Tokens kept for the reply: the cap, but at most a quarter of a small window.
  private var reserve: Int { min(configuration.replyTokens, window / 4) }

  /// The most tokens a prompt may have.
  var promptLimit: Int { max(window - reserve - Self.margin, 1) }

  /// The size to which a history that has outgrown the window shrinks.
  var shrinkGoal: Int { Int(Double(promptLimit) * configuration.shrinkTarget) }

  /// `max_tokens` for a prompt of `tokens`.
  func replyTokens(after tokens: Int) -> Int { max(min(configuration.replyTokens, window - tokens - Self.margin), 1) }

  /// Bytes that each of `count` results of one reply may show; a byte count because cutting works on bytes.
  func resultBytes(among count: Int) -> Int {
    let share = learned.hasShrunk ? configuration.laterResultShare : configuration.resultShare
    let tokens = Double(window) * share / Double(max(count, 1))
    return max(Int(tokens * 2 / max(learned.factor, 0.5)), 400)
  }

  func tokens(in messages: [ChatMessage]) -> Int { scaled(TokenEstimate.tokens(in: messages)) }

  /// A corrected estimate that is rather too high: the server may count more, and the reply's limit depends on it.
  func cautious(_ estimate: Int) -> Int { scaled(estimate) * 9 / 8 }

  private func scaled(_ estimate: Int) -> Int { Int((Double(estimate) * learned.factor).rounded(.up)) }

  /// Takes over what the server counted for messages that were estimated so.
  mutating func observe(reported: Int, estimated: Int) {
    guard reported > 0 else { return }
    learned.factor = min(max(Double(reported) / Double(estimated), 0.2), 5)
    learned.reported = reported
    learned.estimated = estimated
  }

  /// Takes over the numbers of a server that refused messages, estimated so, as too long.
  mutating func learn(fromOverflow tokens: Int?, window: Int?, estimated: Int) {
    let known = self.window
    if let window, window > 0 { learned.window = min(window, known) }
    if let tokens {
      observe(reported: tokens, estimated: estimated)
    } else if self.window == known {
      // Nothing new was said, so the estimate was too low by an unknown factor; half as much again is a big enough step.
      learned.factor = min(learned.factor * 1.5, 5)
    }
  }

  /// About how many tokens were sent, where the server's count is far too low for the estimate; nil where it is right.
  func cutSize(reported: Int, estimated: Int) -> Int? {
    if learned.reported > 0, estimated >= learned.estimated {
      // The history has only grown: a count below the last one means that something is missing.
      let sent = learned.reported + Int(Double(estimated - learned.estimated) * learned.factor)
      return reported < learned.reported && Double(reported) < Double(sent) * 0.8 ? sent : nil
    }
    return Double(reported) < Double(estimated) * 0.4 ? scaled(estimated) : nil
  }
}
