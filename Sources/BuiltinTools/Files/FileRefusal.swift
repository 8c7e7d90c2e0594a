package import Platform

/// Why a file or folder is not opened, as a sentence for the model.
package enum FileRefusal: Error, Hashable, Sendable {
  case missing(String)
  case outside(String, folders: [String])
  /// The policy's reason, a whole sentence.
  case sensitive(String)
  case notAFile(String, kind: FileFacts.Kind)
  case notAFolder(String)
  /// A link was put in its place between the check and the opening.
  case changed(String)
  case shared(String)
  case throughLink(String)
  case noParent(String, folder: String)
  case tilde(String)
  case system(String, reason: String)
}

extension FileRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing(let path): "There is no \(path)."
    case .outside(let path, let folders):
      "\(path) lies outside the folders that file tools may read (\(folders.joined(separator: ", "))); "
        + "the user can add its folder to DEPUTY_ROOTS."
    case .sensitive(let reason): reason
    case .notAFile(let path, .folder): "\(path) is a folder; use list_directory."
    case .notAFile(let path, let kind): "\(path) is \(Self.name(kind)); only regular files are read."
    case .notAFolder(let path): "\(path) is not a folder; use read_file."
    case .changed(let path): "\(path) changed into a link while it was opened, so it was not read."
    case .shared(let path):
      "\(path) has another owner and more than one name, so it may stand for another file; it is not read."
    case .throughLink(let path): "\(path) is reached through a link; files are written only by their own path."
    case .noParent(let path, let folder): "\(path) cannot be written: there is no folder \(folder)."
    case .tilde(let path): "\(path) begins with `~`; give the whole path."
    case .system(let path, let reason): "Cannot open \(path): \(reason)."
    }
  }

  private static func name(_ kind: FileFacts.Kind) -> String {
    switch kind {
    case .file: "a file"
    case .folder: "a folder"
    case .link: "a link"
    case .pipe: "a FIFO"
    case .socket: "a socket"
    case .device: "a device"
    }
  }
}
