@dataclass(frozen=True)
class CloseCodeInfo:
    """What the catalogue says of a close code."""

    code: int
    meaning: str
    # What a user should do.
    action: Optional[str]
    # "never", "backoff" (after `RETRY_POLICY.delay`) or "immediately".
    reconnect: str
