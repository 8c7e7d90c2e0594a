import JSON

/// The arguments of a call as the format brings them.
enum WrittenArguments {
  case none
  case json(JSONValue)
  /// Name and raw text of each; `isText` where the format says that the value is a string, nil where it does not say.
  case raw([RawArgument])
  /// Values without names, in the order of the schema's properties, then the named ones.
  case positional([JSONValue], named: JSONObject)
}

/// One argument of a format that writes values as plain text.
struct RawArgument {
  var name: String
  var text: String
  var isText: Bool?
}
