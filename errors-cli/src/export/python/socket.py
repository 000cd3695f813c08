def decode_frame(text: str) -> Optional[BaseError]:
    """Reads a text message of the socket; None if it has no code at the place where errors have theirs."""
    error = decode_error(0, None, text)
    return None if error.code is None else error
