extension JSONValue {
  /// Reads a whole text as one JSON value; see `JSONParser`.
  package init(parsing text: String, maximumDepth: Int = JSONParser.defaultMaximumDepth) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth)
  }

  /// Reads all of `bytes` as one JSON value; see `JSONParser`.
  package init(parsing bytes: [UInt8], maximumDepth: Int = JSONParser.defaultMaximumDepth) throws(JSONError) {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONError) in try JSONParser.parse(buffer, maximumDepth: maximumDepth) }
    }
    self = try result.get()
  }

  /// The value as compact JSON text; see `JSONWriter`.
  package var jsonText: String { String(decoding: jsonBytes, as: UTF8.self) }

  /// The value as compact JSON bytes, without a newline at the end.
  package var jsonBytes: [UInt8] {
    var writer = JSONWriter()
    writer.append(self)
    return writer.bytes
  }
}

extension JSONObject {
  /// The object as compact JSON text.
  package var jsonText: String { JSONValue.object(self).jsonText }

  /// The object as compact JSON bytes.
  package var jsonBytes: [UInt8] { JSONValue.object(self).jsonBytes }
}
