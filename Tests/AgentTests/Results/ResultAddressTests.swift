import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct ResultAddressTests {
  @Test(
    arguments: [
      ("deputy://conversations/c1/results/3", ResultAddress("c1", 3)),
      ("deputy://conversations/c1/results/3?start_line=10", ResultAddress("c1", 3, from: 10)),
      ("deputy://conversations/c1/results/3?end_line=20", ResultAddress("c1", 3, to: 20)),
      ("deputy://conversations/c1/results/12?start_line=10&end_line=20", ResultAddress("c1", 12, from: 10, to: 20)),
    ])
  func `An address is written as it is read`(text: String, address: ResultAddress) {
    #expect(ResultAddress(text) == address)
    #expect(address.description == text)
  }

  @Test(arguments: [
    ("deputy://conversations/c1/results/3?", ResultAddress("c1", 3)),
    ("deputy://conversations/c1/results/3?end_line=20&start_line=10", ResultAddress("c1", 3, from: 10, to: 20)),
  ])
  func `Other spellings of an address are read too`(text: String, address: ResultAddress) {
    #expect(ResultAddress(text) == address)
  }

  @Test(arguments: [
    "", "deputy://", "deputy://conversations/c1/results", "deputy://conversations/c1/results/",
    "deputy://conversations/c1/results/x", "deputy://conversations/c1/results/0",
    "deputy://conversations/c1/results/-1", "deputy://conversations/c1/results/3/4",
    "deputy://conversations//results/3", "file:///etc/passwd", "http://conversations/c1/results/3",
    "deputy://conversations/c1/answers/3", "deputy://conversations/c1/results/3?start_line=",
    "deputy://conversations/c1/results/3?start_line=0", "deputy://conversations/c1/results/3?start_line=1e3",
    "deputy://conversations/c1/results/3?lines=1", "deputy://conversations/c1/results/3?start_line",
    "deputy://conversations/c1/results/99999999999999999999",
  ])
  func `What is no address is not read`(text: String) { #expect(ResultAddress(text) == nil) }
}
