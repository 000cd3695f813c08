class _HasItems(Protocol):
    def items(self) -> Iterable[Tuple[str, str]]: ...


Headers = Union[_HasItems, Iterable[Tuple[str, str]]]
"""The headers of `requests`, `httpx`, `aiohttp` and `http.client`, a dict, or pairs of names and values."""


@dataclass(frozen=True)
class Details:
    """The details of an error; this class has no typed ones.

    Each detail is None if it is missing or has the wrong type: in a truncated body, or from an older or newer server.
    """


class BaseError(Exception):
    """<base>"""

    status: int
    """The HTTP status; 0 if there was none."""
    code: Optional[str]
    """The code: one of `ErrorCode`, or as received if this client does not know it; None if there was none."""
    is_known: bool
    """True if this client knows the code."""
    message: str
    """The message of the server; without one, the code or the status."""
    details: Details
    """The typed details of the code."""
    retryable: bool
    """True if the same request may succeed later."""
    retry_after: Optional[float]
    """Seconds to wait before the next attempt, if the response or the catalogue says so; see `retry_delay`."""
    fixes: Tuple[str, ...]
    """How to fix the error, the best fix first; for developers."""
    user_message: Optional[str]
    """The message for end users."""
    severity: Optional[str]
    """The severity for reports: "info", "warning", "error" or "critical"."""
    category: Optional[str]
    docs_url: Optional[str]
    """The URL of the documentation of the code."""
    context: Dict[str, str]
    """Values that the server added, such as a request id."""
    body: str
    """The first 64 KiB of the body as received."""

    # The type of the details if the code has none of its own.
    _details: Type[Details] = Details

    def __init__(self, reading: _Reading) -> None:
        entry = reading.entry
        self._reading = reading
        self.status = reading.status
        self.code = entry.code if entry else reading.received_code
        self.is_known = entry is not None
        self.message = reading.message()
        self.details = (entry.details if entry else self._details)(**reading.typed_details())
        self.retryable = reading.retryable()
        self.retry_after = reading.retry_after()
        self.fixes = reading.fixes()
        self.user_message = reading.user_message()
        self.severity = entry.severity if entry else reading.severity()
        self.category = entry.category if entry and entry.category else reading.text("category")
        self.docs_url = reading.docs_url()
        self.context = reading.context()
        self.body = reading.body
        super().__init__(str(self))

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), (self._reading,), self.__dict__

    def detail(self, name: str) -> object:
        """Any detail by its name on the wire, as parsed JSON; None if it is absent."""
        return self._reading.detail(name)

    def __str__(self) -> str:
        place = " ".join(word for word in (str(self.status or ""), self.code) if word)
        says_more = place and self.message not in (self.code, f"status {self.status}")
        return f"{place}: {self.message}" if says_more else self.message


@dataclass(frozen=True)
class RetryPolicy:
    """The retry policy for clients; times in seconds."""

    statuses: FrozenSet[int]
    """The statuses to retry."""
    max_retries: int
    """The number of retries after the first attempt."""
    initial_delay: float
    multiplier: float
    """The factor from one delay to the next."""
    max_delay: float
    jitter: float
    """Each delay is multiplied by a random factor between 1 - jitter and 1."""
    default_retry_after: Optional[float]
    """The wait after a 429 without a time to wait."""

    def delay(self, attempt: int) -> float:
        """The delay before retry number `attempt`, counted from 0, without jitter."""
        try:
            return min(self.initial_delay * self.multiplier**attempt, self.max_delay)
        except OverflowError:
            return self.max_delay


def decode_error(status: int, headers: Optional[Headers] = None, body: Union[str, bytes] = "") -> BaseError:
    """Reads an error response; raise what it returns.

    It never fails: a proxy's error page, a truncated body, a detail of the wrong type or a code of a newer server
    costs only the affected values, never the status, the code or the retry advice.
    """
    reading = _Reading(status, headers, body)
    return reading.error_class()(reading)


def retry_delay(
    attempt: int, error: Optional[BaseError] = None, policy: Optional[RetryPolicy] = None
) -> Optional[float]:
    """Seconds to wait before retry number `attempt`, counted from 0; None if the request should not be retried.

    A delay in the error takes precedence over the delays of the policy, which have jitter, and may exceed their
    maximum. Without an error, as for a request without a response, the policy decides. Retry only requests that may
    be sent twice.
    """
    policy = policy or RETRY_POLICY
    if attempt >= policy.max_retries or (error and not error.retryable):
        return None
    if error and error.retry_after is not None:
        return error.retry_after
    return policy.delay(attempt) * (1 - policy.jitter * random.random())
