@dataclass(frozen=True)
class CloseCodeInfo:
    """The catalogue's entry for a close code."""

    code: int
    meaning: str
    action: Optional[str]
    """What a user should do."""
    reconnect: str
    """When to connect again: "never", "backoff" (after `RETRY_POLICY.delay`) or "immediately"."""
