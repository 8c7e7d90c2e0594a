import Agent
import Platform
import Synchronization
import TestSupport

@testable import Inference

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A model server over TLS with a certificate made for the occasion, as long as the object lives.
final class TLSTestServer: Sendable {
  /// False where a program that it needs is not installed.
  static let isPossible = ["curl", "openssl", "python3"].allSatisfy { ExecutableSearch().path(of: $0) != nil }

  let port: Int
  let certificate: String
  /// The programs that clients of this server run.
  let clients = ChildGroups()
  private let folder: String
  private let server: Task<Void, Never>

  init() async throws {
    var template = Array("/tmp/deputy-tls-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SocketError.notConnected("no temporary folder") }
    let path = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    folder = path
    certificate = path + "/certificate.pem"
    try await Self.makeCertificate(in: path)
    let started = Moment()
    let output = Mutex<[UInt8]>([])
    server = Task {
      let script = TestFiles.folder + "/InferenceTests/Fixtures/tls_server.py"
      let fixtures = TestFiles.folder + "/InferenceTests/Fixtures"
      let command = ChildCommand(
        ExecutableSearch().path(of: "python3") ?? "",
        [script, path + "/certificate.pem", path + "/key.pem", fixtures])
      _ = try? await ChildRunner(groups: ChildGroups()).run(command, limits: ChildLimits(time: .seconds(60))) {
        stream, bytes in
        output.withLock { $0 += bytes }
        if stream == .standardOutput, bytes.contains(0x0A) { started.happen() }
      }
      started.happen()
    }
    await started.wait()
    let text = output.withLock { String(decoding: $0, as: UTF8.self) }
    guard let port = Int(text.split(separator: "\n").first ?? "") else { throw SocketError.notConnected(text) }
    self.port = port
  }

  deinit {
    server.cancel()
    unlink(folder + "/certificate.pem")
    unlink(folder + "/key.pem")
    rmdir(folder)
  }

  private static func makeCertificate(in folder: String) async throws {
    let command = ChildCommand(
      ExecutableSearch().path(of: "openssl") ?? "",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder + "/key.pem", "-out",
        folder + "/certificate.pem",
      ])
    let outcome = try await ChildRunner(groups: ChildGroups()).run(command)
    guard outcome.status == .exited(0) else {
      throw SocketError.notConnected(String(decoding: outcome.standardError.bytes, as: UTF8.self))
    }
  }

  func model(
    key: String? = "se\"sa\\me", isTrusted: Bool = true, deadlines: ModelDeadlines = .patient()
  ) throws(ChatModelError) -> ModelServer {
    let configuration = ModelServerConfiguration(
      address: try ServerAddress("https://localhost:\(port)"), apiKey: key, deadlines: deadlines,
      certificates: isTrusted ? certificate : nil)
    return ModelServer(configuration, poller: Poller(), runner: ChildRunner(groups: clients))
  }
}
