/// The tables of programs, one text a group, in the form that `ProgramTableReader` describes.
enum ProgramTexts {
  static let all = [
    text, files, processes, wrappers, services, network, containers, packages, repositories,
    hardware,
  ]
}
