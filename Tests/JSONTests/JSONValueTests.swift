import JSON
import Testing

@Suite(.timeLimit(.minutes(1))) struct JSONValueTests {
  @Test(arguments: [
    ("5", 5), ("5.0", 5), ("5e0", 5), ("-0", 0), ("9223372036854775807", Int.max), ("50e-1", 5), ("1e3", 1000),
    ("9007199254740993.0", 9_007_199_254_740_993), ("0.5E+1", 5), ("-12.50e1", -125),
    ("1e18", 1_000_000_000_000_000_000),
    ("-9223372036854775808", Int.min), ("-922337203685477580.8e1", Int.min), ("0e99999999999999999999", 0), ("-0.0", 0),
  ])
  func `A whole number is an Int however it is written`(_ text: String, _ expected: Int) throws {
    #expect(try JSONValue(parsing: text).int == expected)
  }

  @Test(arguments: [
    "5.5", "1e400", "9223372036854775808", "1e19", "\"5\"", "true", "4.99999999999999999999",
    "1e-400", "-1e99999999999999999999", "1e-99999999999999999999", "-9223372036854775809.0", "0.1e9223372036854775807",
    "0.01e-9223372036854775808",
  ])
  func `What is no Int is none`(_ text: String) throws {
    #expect(try JSONValue(parsing: text).int == nil)
  }

  @Test(arguments: [
    ("1", "1.0", true), ("1", "1e0", true), ("1e400", "1e500", false), ("0.1", "0.10", true),
    ("9007199254740993", "9007199254740992", false), ("18446744073709551615", "18446744073709551615", true),
    ("4.99999999999999999999", "5", false), ("1e18", "1000000000000000000", true), ("-0", "0.0", true),
    ("9223372036854775808", "9223372036854775809", false), ("1e-400", "2e-400", false), ("1e400", "10e399", true),
    ("-1.5", "1.5", false), ("-15e-1", "-1.50", true), ("0.1", "1e-1", true),
  ])
  func `Numbers are equal by value`(_ left: String, _ right: String, _ equal: Bool) throws {
    let (a, b) = (try JSONValue(parsing: left), try JSONValue(parsing: right))
    #expect((a == b) == equal)
    if equal { #expect(a.hashValue == b.hashValue) }
  }

  @Test(arguments: [(0.3, "0.3"), (5.0, "5"), (-2.25, "-2.25"), (1e300, "1e+300"), (.infinity, "0"), (.nan, "0")])
  func `A double is written as JSON`(_ value: Double, _ text: String) throws {
    #expect(JSONNumber(value).text == text)
    _ = try JSONValue(parsing: JSONNumber(value).text)
  }

  @Test func `Objects are equal whatever the order, and keep their own`() {
    let left: JSONValue = ["a": 1, "b": [2]]
    let right: JSONValue = ["b": [2], "a": 1]
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
    #expect(left != ["a": 1, "b": [3]])
    #expect(left != ["a": 1])
    #expect(left.jsonText == #"{"a":1,"b":[2]}"#)
    #expect(right.jsonText == #"{"b":[2],"a":1}"#)
  }

  /// 200 levels: to compare a level twice would be 2^200 comparisons.
  @Test(arguments: [("\"a\":1,\"c\":2", true), ("\"c\":2,\"a\":1", true), ("\"a\":1,\"c\":3", false)])
  func `Deeply nested objects are compared in one pass`(_ members: String, _ isEqual: Bool) throws {
    func nested(_ members: String) throws -> JSONValue {
      let levels = 200
      return try JSONValue(
        parsing: String(repeating: "{\(members),\"b\":", count: levels) + "1" + String(repeating: "}", count: levels))
    }
    #expect((try nested("\"a\":1,\"c\":2") == nested(members)) == isEqual)
    let leaves = try ["1", "2"].map { leaf in
      try JSONValue(
        parsing: String(repeating: "{\"a\":", count: 200) + leaf + String(repeating: "}", count: 200))
    }
    #expect(leaves[0] != leaves[1])
  }

  @Test func `Keys that only look alike make different objects, in whatever order`() throws {
    let (composed, decomposed) = ("\"\u{e9}\":1", "\"e\u{301}\":1")
    for order in ["{%,\"a\":2}", "{\"a\":2,%}"] {
      let other = try JSONValue(parsing: order.replacing("%", with: decomposed))
      #expect(try JSONValue(parsing: "{\(composed),\"a\":2}") != other)
    }
  }

  @Test func `Keys that only look alike are different keys`() throws {
    let object = try #require(try JSONValue(parsing: "{\"\u{e9}\":1,\"e\u{301}\":2}").object)
    #expect(object.count == 2)
    #expect(object["e\u{301}"] == 2)
  }

  @Test func `Members are set, replaced in place and removed`() {
    var object: JSONObject = ["a": 1, "b": 2]
    object["a"] = 3
    object["c"] = true
    object["b"] = nil
    #expect(object.jsonText == #"{"a":3,"c":true}"#)
    object["missing"] = nil
    #expect(object.count == 2)
  }

  @Test func `Accessors answer for their own kind alone`() {
    let value: JSONValue = ["s": "x", "n": 1.5, "t": true, "l": [nil]]
    #expect(value["s"]?.string == "x" && value["n"]?.string == nil)
    #expect(value["n"]?.double == 1.5 && value["t"]?.double == nil)
    #expect(value["t"]?.bool == true && value["n"]?.bool == nil)
    #expect(value["l"]?.array == [.null] && value["s"]?["x"] == nil)
    #expect(value.object?.members.map(\.value.kindName) == ["string", "number", "boolean", "array"])
    #expect(value.kindName == "object" && JSONValue.null.kindName == "null")
  }
}
