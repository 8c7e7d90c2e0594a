package import JSON

/// The arguments of one call, read with the types that the tool declares.
///
/// A number may also come as the text of a number, because small models write `"10"`. Unknown members are ignored.
package struct CallArguments: Sendable {
  package let tool: String
  package let members: JSONObject

  package init(_ members: JSONObject, of tool: String) {
    self.tool = tool
    self.members = members
  }

  /// A text that must be there and not be empty, without a NUL and of at most `limit` bytes.
  package func text(_ name: String, limit: Int = 4096, mayBeEmpty: Bool = false) throws(ArgumentFault) -> String {
    guard let text = try optionalText(name, limit: limit), mayBeEmpty || !text.isEmpty else {
      throw ArgumentFault("\(tool) needs the argument \(name), a string.")
    }
    return text
  }

  /// A text that may be missing; null counts as missing.
  package func optionalText(_ name: String, limit: Int = 4096) throws(ArgumentFault) -> String? {
    guard let value = members[name], value != .null else { return nil }
    guard let text = value.string else {
      throw ArgumentFault("The argument \(name) of \(tool) is a string, not \(value.kindName).")
    }
    guard text.utf8.count <= limit else {
      throw ArgumentFault(
        "The argument \(name) of \(tool) has \(text.utf8.count) bytes; at most \(limit) are taken.")
    }
    guard !text.utf8.contains(0) else {
      throw ArgumentFault("The argument \(name) of \(tool) holds a NUL character; leave it out.")
    }
    return text
  }

  /// A whole number within `range`; nil where it is missing or null.
  package func integer(_ name: String, in range: ClosedRange<Int>) throws(ArgumentFault) -> Int? {
    guard let value = members[name], value != .null else { return nil }
    guard let number = value.int ?? value.string.flatMap({ Int($0) }) else {
      throw ArgumentFault("The argument \(name) of \(tool) is a whole number.")
    }
    guard range.contains(number) else {
      throw ArgumentFault(
        "The argument \(name) of \(tool) is \(number); it must be from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  /// A list of texts; nil where it is missing or null. One text alone counts as a list of one.
  package func texts(_ name: String, limit: Int) throws(ArgumentFault) -> [String]? {
    guard let value = members[name], value != .null else { return nil }
    if let text = value.string { return [text] }
    guard let texts = value.array?.map(\.string), !texts.contains(nil), texts.count <= limit else {
      throw ArgumentFault("The argument \(name) of \(tool) is a list of at most \(limit) strings.")
    }
    return texts.compactMap(\.self)
  }
}

/// An argument that is missing or wrong, as one sentence for the model.
package struct ArgumentFault: Error, Hashable, Sendable {
  package let sentence: String

  package init(_ sentence: String) { self.sentence = sentence }
}
