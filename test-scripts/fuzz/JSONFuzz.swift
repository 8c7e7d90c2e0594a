import JSON

// libFuzzer's entry for the JSON reader and writer: `test-scripts/fuzz/run json SECONDS`.
//
// For any bytes that are JSON: what is written reads back as the same value, and is written the same again.

/// One run of the fuzzer; what is wrong traps.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let value = try? JSONValue(parsing: bytes) else { return 0 }
  let written = value.jsonBytes
  guard let again = try? JSONValue(parsing: written) else { fatalError("what was written is not JSON") }
  // A number beyond the range of a double equals no other, so the texts are compared.
  precondition(again.jsonBytes == written, "written differently the second time")
  return 0
}
