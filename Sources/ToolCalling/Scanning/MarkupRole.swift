/// What a tag or token means, in whichever format it occurs.
///
/// Formats differ in their words, hardly in their grammar: something opens a call, something names it, something
/// brings its arguments. A format is therefore a vocabulary, and one reader reads them all.
enum MarkupRole: Sendable, Equatable {
  /// Opens a region that holds calls; the same word with a slash closes it.
  case wrapper
  /// As `wrapper`, where the word also occurs in ordinary text: what does not read as a call is text.
  case looseWrapper
  /// Closes a region whose opening word was another.
  case wrapperEnd
  /// Opens one call and names it (`<invoke name="x">`, `<function=x>`).
  case call
  /// Closes one call whose opening word was another.
  case callEnd
  /// One argument with its name (`<parameter=x>`); the text up to the closing tag is its value.
  case parameter
  /// The name of an argument, and its value.
  case key, value
  /// The type of an argument, which the schema knows better.
  case type
  /// The name of the tool, and its arguments as JSON or as tags.
  case nameElement, argumentsElement
  /// Stands between a name and its arguments.
  case separator
  /// Opens reasoning; the same word with a slash closes it.
  case reasoning
  /// Closes reasoning whose opening word was another.
  case reasoningEnd
  /// Ends the message.
  case stop
  /// Belongs to no text and means nothing here.
  case hidden
  /// Opens the header of a message: a role follows.
  case header
  /// Opens a tool's result, which no model writes in earnest.
  case result
  /// Opens a harmony header: channel, recipient.
  case channel
  /// Opens a call in Gemma's notation (`call:name{…}`).
  case gemma
  /// Opens or closes an element in Kimi K3's notation; the element's name follows the token.
  case elementOpen, elementClose
  /// Opens the name of an argument that another token ends (`<|tool_arg:start|>`).
  case keyOpen
}
