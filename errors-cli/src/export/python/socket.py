def decode_frame(text: str) -> Optional[BaseError]:
    """Reads a text message of the socket; None where it has no code in the place where errors have theirs."""
    error = decode_error(0, None, text)
    return None if error.code is None else error
