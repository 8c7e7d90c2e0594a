internal import CPlatform

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Starting a child with everything that the system call wants.
enum ChildSpawn {
  /// The descriptors that become 0, 1 and 2 of the child; nil as input is `/dev/null`.
  struct Streams {
    var input: Int32?
    var output: Int32
    var error: Int32
  }

  /// The process identifier of the started child, or the sentence part that says why there is none.
  static func start(_ command: ChildCommand, _ streams: Streams) -> Result<pid_t, ChildError> {
    var pid: pid_t = 0
    let failure = CStrings.with([command.executable] + command.arguments) { arguments in
      CStrings.with(command.environment.map { "\($0.key)=\($0.value)" }) { environment in
        withFolder(command.workingDirectory) { folder, descriptor in
          command.executable.withCString { path in
            var child = deputy_child()
            child.path = path
            child.arguments = arguments
            child.environment = environment
            child.folder = folder
            child.folder_descriptor = descriptor
            child.input = streams.input ?? -1
            child.output = streams.output
            child.error = streams.error
            return command.files.map(\.descriptor).withUnsafeBufferPointer { extra in
              child.extra = extra.baseAddress
              child.extra_count = Int32(extra.count)
              return deputy_spawn(&child, &pid)
            }
          }
        }
      }
    }
    guard failure != 0 else { return .success(pid) }
    return .failure(.notStarted(path: command.executable, reason: reason(failure, command)))
  }

  private static func withFolder(
    _ folder: WorkingDirectory?, _ body: (UnsafePointer<CChar>?, Int32) -> Int32
  ) -> Int32 {
    switch folder {
    case .path(let path): path.withCString { body($0, -1) }
    case .open(let file): body(nil, file.descriptor)
    case nil: body(nil, -1)
    }
  }

  /// A missing folder and a missing program are one errno; the sentence tells them apart.
  private static func reason(_ code: Int32, _ command: ChildCommand) -> String {
    if code == ENOENT || code == ENOTDIR, case .path(let folder)? = command.workingDirectory,
      access(folder, X_OK) != 0
    {
      return "its working directory \(folder) cannot be entered (\(errorText(code)))"
    }
    return errorText(code)
  }
}

/// Swift strings as the null-terminated array of C strings that `exec` takes.
enum CStrings {
  static func with(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Int32
  ) -> Int32 {
    let copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return EINVAL }
      return body(start)
    }
  }
}
