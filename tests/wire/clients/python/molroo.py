"""molroo-api, as its guide tells a user to handle its errors."""

import random

from wire import is_ok, raises, same

# Code, status and what the guide's Python handler raises.
CODES = {
    "UNAUTHORIZED": (401, PermissionError),
    "FORBIDDEN": (403, RuntimeError),
    "VALIDATION_ERROR": (400, ValueError),
    "INVALID_PERSONA": (400, RuntimeError),
    "INVALID_APPRAISAL": (400, RuntimeError),
    "INVALID_VAD": (400, RuntimeError),
    "INVALID_PRESET": (400, RuntimeError),
    "NOT_FOUND": (404, LookupError),
    "RATE_LIMIT": (429, None),
    "INTERNAL_ERROR": (500, RuntimeError),
    "SERVICE_UNAVAILABLE": (503, RuntimeError),
}
TRANSIENT = (429, 500, 503)


def call_molroo(api, path, method="GET"):
    response = api.send(path, method)
    if is_ok(response):
        return response.json()
    error = response.json().get("error", {})
    code = error.get("code", "UNKNOWN")
    message = error.get("message", "Unknown error")
    if code == "RATE_LIMIT":
        api.clock.sleep(int(response.headers.get("Retry-After", 5)))
        return call_molroo(api, path, method)
    raised = {
        "UNAUTHORIZED": PermissionError(f"Invalid API key: {message}"),
        "NOT_FOUND": LookupError(f"Resource not found: {message}"),
        "VALIDATION_ERROR": ValueError(f"Validation failed: {message}"),
    }.get(code, RuntimeError(f"API error [{code}]: {message}"))
    raised.status = error.get("status")
    raise raised


def with_retry(api, action, max_retries=3):
    """For transient errors (429, 500, 503), use exponential backoff."""
    for attempt in range(max_retries + 1):
        try:
            return action()
        except (RuntimeError, LookupError, ValueError, PermissionError) as error:
            if error.status not in TRANSIENT or attempt == max_retries:
                raise
            delay = min(2**attempt, 30)
            api.clock.sleep(delay * (0.5 + random.random() * 0.5))


def check(report, api):
    listed = api.codes()
    report.check("codes", same, set(listed), set(CODES))
    for code, (status, kind) in CODES.items():
        report.check(code, check_body, api, code, status)
        if kind:
            report.check(f"{code} is raised", check_raised, api, code, kind, listed[code]["message"])
        report.check(f"{code} is retried", check_retries, api, code, status in TRANSIENT)
    report.check("Retry-After", check_retry_after, api)


def check_body(api, code, status):
    for method in ("GET", "POST"):
        response = api.send(f"/{code}", method)
        same(response.status_code, status)
        error = response.json()["error"]
        same((set(error), error["code"], error["status"]), ({"code", "status", "message"}, code, status))


def check_raised(api, code, kind, message):
    error = raises(kind, call_molroo, api, f"/{code}", "POST")
    assert str(error).endswith(message), error


def check_retries(api, code, is_transient):
    path = api.flaky(code, 2)
    action = lambda: with_retry(api, lambda: call_molroo(api, path))
    if not is_transient:
        raises(CODES[code][1], action)
        same((api.attempts(path), api.clock.take()), (1, []))
        return
    same(action(), {"ok": True, "attempts": 3})
    check_delays(code, api.clock.take(), 2)
    # A RATE_LIMIT is called again until it is over; the others for three times at most.
    if code != "RATE_LIMIT":
        path = api.flaky(code, 9)
        raises(CODES[code][1], action)
        same(api.attempts(path), 4)
        check_delays(code, api.clock.take(), 3)


def check_delays(code, delays, count):
    same(len(delays), count)
    for attempt, delay in enumerate(delays):
        low, high = (5, 5) if code == "RATE_LIMIT" else (2**attempt / 2, 2**attempt)
        assert low <= delay <= high, delays


def check_retry_after(api):
    same(call_molroo(api, api.flaky("RATE_LIMIT", 2, retry_after=7)), {"ok": True, "attempts": 3})
    same(api.clock.take(), [7, 7])
