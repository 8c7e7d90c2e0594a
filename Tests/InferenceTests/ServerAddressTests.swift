import Agent
import Testing

@testable import Inference

/// A URL as people write it, and what is read from it.
struct AddressCase: Sendable, CustomTestStringConvertible {
  var text: String
  var url: String
  var hostField: String

  var testDescription: String { text }
}

@Suite("Addresses of model servers", .timeLimit(.minutes(1)))
struct ServerAddressTests {
  @Test(arguments: [
    AddressCase(text: "http://localhost:8080", url: "http://localhost:8080", hostField: "localhost:8080"),
    AddressCase(text: " http://localhost:8080/ ", url: "http://localhost:8080", hostField: "localhost:8080"),
    AddressCase(text: "HTTP://gpu/v1", url: "http://gpu", hostField: "gpu"),
    AddressCase(text: "http://gpu:80/v1/", url: "http://gpu", hostField: "gpu"),
    AddressCase(text: "https://gpu.example/llm/v1", url: "https://gpu.example/llm", hostField: "gpu.example"),
    AddressCase(
      text: "https://gpu.example:8443/a/b", url: "https://gpu.example:8443/a/b", hostField: "gpu.example:8443"),
    AddressCase(text: "http://[::1]:8080", url: "http://[::1]:8080", hostField: "[::1]:8080"),
    AddressCase(text: "http://[::1]", url: "http://[::1]", hostField: "[::1]"),
    AddressCase(text: "http://10.0.0.7:1", url: "http://10.0.0.7:1", hostField: "10.0.0.7:1"),
  ])
  func areRead(_ expected: AddressCase) throws {
    let address = try ServerAddress(expected.text)
    #expect(address.url == expected.url)
    #expect(address.hostField == expected.hostField)
  }

  @Test(arguments: [
    ("localhost:8080", "does not begin with http:// or https://"),
    ("ftp://localhost", "does not begin with http:// or https://"),
    ("", "does not begin with http:// or https://"),
    ("http://", "has no valid host"),
    ("http://:8080", "has no valid host"),
    ("http://::1:8080", "has no valid host"),
    ("http://[::1]x", "has no valid host"),
    ("http://local host", "has no valid host"),
    ("http://localhost:port", "has the port \"port\", which is not between 1 and 65535"),
    ("http://localhost:0", "has the port \"0\", which is not between 1 and 65535"),
    ("http://localhost:65536", "has the port \"65536\", which is not between 1 and 65535"),
    ("http://localhost:", "has the port \"\", which is not between 1 and 65535"),
    ("http://localhost/a b", "has more than a path after the host"),
  ])
  func areRefusedWithAReason(_ url: String, _ reason: String) {
    #expect(throws: ChatModelError.invalidURL(url: url, reason: reason)) { _ = try ServerAddress(url) }
  }

  @Test func neverRepeatAPassword() {
    let error = #expect(throws: ChatModelError.self) { _ = try ServerAddress("http://me:secret@gpu:8080/v1") }
    #expect(
      error?.description == """
        LLAMA_SERVER_URL is "http://…@gpu:8080/v1", which holds a user name or password (a key belongs into \
        LLAMA_API_KEY). Set it to an address such as http://localhost:8080.
        """)
  }

  @Test(arguments: [
    ("htp://bob:secret@h", "htp://…@h"), ("bob:secret@host:8080", "…@host:8080"),
    ("http://bob:se/secret@h", "http://…@h"), ("http://bob:12@secret@h:1", "http://…@h:1"),
    ("http://h:8080?key=secret", "http://h:8080?…"), ("http://h/v1#secret", "http://h/v1?…"),
    ("http://bob:se?secret@h", "http://…"), ("http://h?mail=a@b&key=secret", "http://…"),
    ("h?key=secret", "h?…"), ("secret:x://@h", "…@h"),
  ])
  func neverRepeatWhatMayBeSecret(_ url: String, _ shown: String) {
    let error = #expect(throws: ChatModelError.self) { _ = try ServerAddress(url) }
    guard case .invalidURL(shown, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("secret") == false)
  }

  @Test func comeFromTheEnvironment() throws {
    let standard = try ModelServerConfiguration(environment: ["LLAMA_SERVER_URL": "", "LLAMA_API_KEY": " "])
    #expect(standard.address.url == "http://localhost:8080")
    #expect(standard.apiKey == nil)
    let own = try ModelServerConfiguration(
      environment: ["LLAMA_SERVER_URL": "http://gpu/v1", "LLAMA_API_KEY": "k\n", "LLAMA_MODEL": "m"])
    #expect(own.address.url == "http://gpu")
    #expect(own.apiKey == "k")
    #expect(own.model == "m")
  }
}
