"""How a program uses the modules of `errors-catalogue/tests/cases/valid/tour.yaml` and `specs/molroo-socket.yaml`; mypy --strict reads it, nothing runs it."""

from typing import List, Optional, Union

from molroo_socket import CLOSE_CODES, decode_frame
from tour import (
    AuthenticationError,
    Details,
    ErrorCode,
    InvalidError,
    Plan,
    RateLimitError,
    TourError,
    Violation,
    decode_error,
    retry_delay,
)


def handle(status: int, body: bytes) -> Union[str, float, None]:
    try:
        raise decode_error(status, {"Retry-After": "7"}, body)
    except RateLimitError as error:
        limit: Optional[int] = error.details.limit
        return retry_delay(0, error) or limit
    except InvalidError as error:
        violations: Optional[List[Violation]] = error.details.violations
        plan: Optional[Plan] = error.details.plan
        constraints = [violation.constraint or "" for violation in violations or []]
        return "free" if plan == Plan.FREE else "".join(constraints)
    except AuthenticationError as error:
        details: Details = error.details
        return f"{details}"
    except TourError as error:
        is_old: bool = error.code == ErrorCode.OLD_AND_GONE
        return error.user_message if is_old else error.retry_after


def listen(text: str, closed: int) -> str:
    error = decode_frame(text)
    info = CLOSE_CODES.get(closed)
    return error.message if error else info.reconnect if info else "backoff"
