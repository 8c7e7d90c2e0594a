#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The environment that this process was started with.
package enum ProcessEnvironment {
  /// A snapshot. Names that are not UTF-8 are left out, values are repaired.
  package static var current: [String: String] {
    var result: [String: String] = [:]
    var place = environmentPointer
    while let entry = place?.pointee {
      let bytes = UnsafeBufferPointer(start: entry, count: strlen(entry)).lazy.map { UInt8(bitPattern: $0) }
      if let split = bytes.firstIndex(of: UInt8(ascii: "=")),
        let name = String(validating: bytes[..<split], as: UTF8.self)
      {
        result[name] = String(decoding: bytes[(split + 1)...], as: UTF8.self)
      }
      place = place?.advanced(by: 1)
    }
    return result
  }

  private static var environmentPointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    #if canImport(Darwin)
      _NSGetEnviron().pointee
    #else
      environ
    #endif
  }

  /// The folder that this process works in; `/` where it cannot be told.
  package static var workingDirectory: String {
    guard let path = realpath(".", nil) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// The effective user of this process.
  package static var userIdentifier: Int { Int(geteuid()) }
}
