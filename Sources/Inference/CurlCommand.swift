import Platform

/// One run of `curl(1)` for one request.
struct CurlCommand: Sendable {
  let request: HTTPRequest
  let address: ServerAddress
  /// The path of the program; nil where the system has none.
  let executable: String?
  /// A file of certificates to trust instead of the system's.
  let certificates: String?
  let environment: [String: String]
  let deadlines: ModelDeadlines

  /// The variables that curl may see: proxies and certificates (its manual, "ENVIRONMENT").
  static let passedVariables = [
    "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY", "CURL_CA_BUNDLE", "SSL_CERT_FILE",
    "SSL_CERT_DIR",
  ]

  /// Runs to the end; every piece of the response goes to `onPiece`. The reason where no response came.
  func run(with runner: ChildRunner, onPiece: @escaping @Sendable ([UInt8]) -> Void) async -> CurlFailure? {
    guard let executable else { return .notInstalled }
    guard let settings = PipedBytes.file(Array(configuration.utf8)) else {
      return CurlFailure(.notConnected("the settings for curl do not fit a pipe"))
    }
    // -q comes first and keeps curl from reading anybody's settings. One line of its configuration holds 100 KiB at
    // most, so the body goes another way.
    let command = ChildCommand(
      executable, ["-q", "--config", "/dev/fd/3"], environment: environment,
      input: request.body.map { .bytes(Array($0.joined())) } ?? .nothing, files: [settings])
    let limits = ChildLimits(
      outputBytes: 4096, time: deadlines.whole, grace: .milliseconds(200), drain: .milliseconds(100))
    do throws(ChildError) {
      let outcome = try await runner.run(command, limits: limits) { stream, bytes in
        if stream == .standardOutput { onPiece(bytes) }
      }
      return CurlFailure(of: outcome, host: address.host)
    } catch {
      return CurlFailure(error == .cancelled ? .cancelled : .notConnected("\(error)"))
    }
  }

  /// The text of curl's configuration: one option a line, values in quotes.
  var configuration: String {
    let seconds = deadlines.connect / .seconds(1)
    var lines = [
      "silent", "show-error", "no-buffer", "include", "raw", "http1.1", "suppress-connect-headers", "globoff",
      "path-as-is", "proto = \"=https\"", "connect-timeout = \(seconds)", Self.option("user-agent", "deputy"),
      Self.option("url", "https://\(address.hostField)\(request.path)"), Self.option("header", "Connection: close"),
      Self.option("header", "Expect:"),
    ]
    for field in request.fields { lines.append(Self.option("header", "\(field.name): \(field.value)")) }
    if let certificates { lines.append(Self.option("cacert", certificates)) }
    if request.body != nil {
      lines += [Self.option("header", "Content-Type: application/json"), Self.option("data-binary", "@-")]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A value in quotes; what would end it, or begin another option, is escaped.
  private static func option(_ name: String, _ value: String) -> String {
    var line = Array("\(name) = \"".utf8)
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): line += [UInt8(ascii: "\\"), byte]
      case 0x0A: line += Array("\\n".utf8)
      case 0x0D: line += Array("\\r".utf8)
      default: line.append(byte)
      }
    }
    return String(decoding: line, as: UTF8.self) + "\""
  }
}

extension HTTPClient {
  /// A client over curl, for `https://`.
  init(overCurlTo configuration: ModelServerConfiguration, runner: ChildRunner) {
    let executable = ExecutableSearch().path(of: "curl")
    self.init(host: configuration.address.hostField, deadlines: configuration.deadlines) { request, _ in
      let command = CurlCommand(
        request: request, address: configuration.address, executable: executable,
        certificates: configuration.certificates, environment: configuration.curlEnvironment,
        deadlines: configuration.deadlines)
      return CurlStream.start(command, runner: runner)
    }
  }
}
