// Every file of this module imports the C library so; no other module imports it.

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The text of an `errno` value, as `strerror` has it.
package func errorText(_ code: Int32) -> String { String(cString: strerror(code)) }
