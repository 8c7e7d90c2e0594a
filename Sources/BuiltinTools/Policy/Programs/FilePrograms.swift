extension ProgramTexts {
  static let files = """
    find
      language find
    """
}
