extension ProgramTexts {
  static let system = """
    echo
      language text
    """
}
