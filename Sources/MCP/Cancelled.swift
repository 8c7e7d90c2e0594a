import JSON

/// `notifications/cancelled`: the client no longer wants an answer. Too late or unknown is no fault.
enum Cancelled: NotificationMethod {
  static let name = "notifications/cancelled"

  static func take(_ params: JSONObject, in session: Session) {
    guard let id = params["requestId"].flatMap({ RequestID($0) }) else { return }
    session.calls.remove(id)?.cancel()
  }
}
