import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct AnnouncementTests {
  @Test(arguments: [
    "I will now run uname on web1.", "Let me check the logs of nginx:", "Sure! I'll read the file first…",
    "The host is up. Next, I will look at its disk.", "I’m going to search for errors.",
  ])
  func `An announcement is seen`(text: String) { #expect(Announcement.isOne(text)) }

  @Test(arguments: [
    "The disk is 85% full.", "I will not restart the service without your word.", "Let me know if you need more.",
    "", "I ran uname on web1: 6.1.0.", "The log says:\n> I will now run the job", "You should check the logs.",
    "If it fails again I will.",
    "The root disk is 85% full. Let me know if I should check another host.",
  ])
  func `An answer is none`(text: String) { #expect(!Announcement.isOne(text)) }
}
