@dataclass(frozen=True)
class CloseCodeInfo:
    """What the catalogue says of a close code."""

    code: int
    meaning: str
    action: Optional[str]
    """What a user should do."""
    reconnect: str
    """Whether to connect again: "never", "backoff" (after `RETRY_POLICY.delay`) or "immediately"."""
