extension ProgramTexts {
  /// Programs that read text and print text.
  static let text = """
    cat tac
      plain
      -AbeEnstTuv --show-all --number-nonblank --show-ends --number --squeeze-blank --show-tabs --show-nonprinting
      takes FILE*
    """
}
