"""What went wrong inside an exception of the MCP SDK, whose groups of tasks report several at once."""


def root_causes(error: BaseException) -> list[BaseException]:
    """The exceptions inside a group and the groups in it; the exception itself where it is none."""
    if isinstance(error, BaseExceptionGroup):
        return [cause for inner in error.exceptions for cause in root_causes(inner)]
    return [error]
