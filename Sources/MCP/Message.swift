import JSON

/// A request: it gets exactly one answer, unless it is cancelled.
struct Request: Sendable, Hashable {
  var id: RequestID
  var method: String
  var params: JSONObject
}

/// One JSON-RPC 2.0 message from the client.
enum Message: Sendable, Hashable {
  case request(Request)
  case notification(method: String, params: JSONObject)
  /// The answer to a request of this server: a result, or an error. Without an id, or with one that is none, it answers
  /// nothing that is known.
  case response(RequestID?, Result<JSONObject, RPCError>)

  /// Why a JSON value is no message, and the id to answer with where it can be made out.
  struct Fault: Error, Sendable, Hashable {
    var error: RPCError
    var id: RequestID?
  }

  init(_ value: JSONValue) throws(Fault) {
    guard case .object(let object) = value else {
      throw Fault(error: .invalidRequest("a message is a JSON object, not \(value.kindName)."), id: nil)
    }
    let id = object["id"].flatMap { RequestID($0) }
    if let response = Self.response(object, id) {
      self = response
      return
    }
    guard object["jsonrpc"]?.string == "2.0" else {
      throw Fault(error: .invalidRequest("\"jsonrpc\" must be \"2.0\"."), id: id)
    }
    guard let method = object["method"] else {
      throw Fault(error: .invalidRequest("there is no \"method\"."), id: id)
    }
    guard let name = method.string else {
      throw Fault(error: .invalidRequest("\"method\" must be a string."), id: id)
    }
    if object["id"] != nil, id == nil {
      throw Fault(error: .invalidRequest("\"id\" must be a string or a whole number."), id: nil)
    }
    let params = Self.params(object["params"])
    guard let id else {
      self = .notification(method: name, params: params ?? JSONObject())
      return
    }
    guard let params else { throw Fault(error: .invalidParams("\"params\" must be an object."), id: id) }
    self = .request(Request(id: id, method: name, params: params))
  }

  /// The members; none where there are no params; nil where they are something else.
  private static func params(_ value: JSONValue?) -> JSONObject? {
    switch value {
    case .object(let object): object
    case nil, .null: JSONObject()
    default: nil
    }
  }

  /// What has no method but a result or an error; nil for everything else.
  ///
  /// A response is never answered, so a broken one only counts as a refusal.
  private static func response(_ object: JSONObject, _ id: RequestID?) -> Message? {
    guard object["method"] == nil, object["result"] != nil || object["error"] != nil else { return nil }
    if let result = object["result"]?.object, object["jsonrpc"]?.string == "2.0" {
      return .response(id, .success(result))
    }
    let error = object["error"]?.object ?? JSONObject()
    let message = error["message"]?.string ?? "it sent no answer that can be read"
    return .response(id, .failure(RPCError(error["code"]?.int ?? 0, message)))
  }
}
