"""Role sessions, by the best practices of its page: the status before the body, backoff, request ids in the log."""

from wire import is_ok, raises, same

# Status and error type; the codes that the page prints.
STATUSES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    422: "Unprocessable Entity",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}
PRINTED = {
    "invalid_parameters": 400,
    "invalid_api_key": 401,
    "session_not_found": 404,
    "rate_limit_exceeded": 429,
    "internal_error": 500,
}
USER_MESSAGES = {
    429: "Please wait before retrying.",
    500: "If this persists, please contact support.",
    503: "Please try again later.",
}
MAX_RETRIES = 3


class SessionError(Exception):
    def __init__(self, status, error):
        super().__init__(error.get("message", STATUSES.get(status, "Unknown error")))
        self.status = status
        self.code = error.get("code")
        self.details = error.get("details", {})
        self.user_message = USER_MESSAGES.get(status, "Something went wrong.")


def call(api, path, log, request_id="req_abc123xyz"):
    for attempt in range(MAX_RETRIES + 1):
        response = api.send(path, headers={"x-request-id": request_id})
        if is_ok(response):
            return response.json()
        error = SessionError(response.status_code, response.json().get("error", {}))
        log.append({"status": error.status, "code": error.code, "request_id": error.details.get("request_id")})
        if error.status not in (429, 500, 502, 503) or attempt == MAX_RETRIES:
            raise error
        api.clock.sleep(int(response.headers.get("Retry-After", 2**attempt)))


def check(report, api):
    listed = api.codes()
    report.check("statuses", same, {row["status"] for row in listed.values()}, set(STATUSES))
    report.check("codes", same, {code: listed[code]["status"] for code in PRINTED}, PRINTED)
    for code, row in listed.items():
        report.check(code, check_code, api, code, row)
        report.check(f"{code} goes away", check_flaky, api, code, row["status"])
    report.check("headers of a rate limit", check_rate_limit, api)
    report.check("printed bodies", check_printed, api)
    report.check("a body without an error", check_foreign_body, api)


def check_code(api, code, row):
    log = []
    path = api.flaky(code, 9)
    error = raises(SessionError, call, api, path, log)
    same((error.status, error.code, str(error)), (row["status"], code, row["message"]))
    attempts = 4 if error.status == 429 or error.status >= 500 else 1
    same((api.attempts(path), len(api.clock.take())), (attempts, attempts - 1))
    same(log, [{"status": error.status, "code": code, "request_id": "req_abc123xyz"}] * attempts)
    assert error.user_message


def check_flaky(api, code, status):
    path, log = api.flaky(code, 2), []
    if status == 429 or status >= 500:
        same(call(api, path, log), {"ok": True, "attempts": 3})
        same(api.clock.take(), [60, 60] if status == 429 else [1, 2])
        return
    # 4xx errors are not retried.
    raises(SessionError, call, api, path, log)
    same((api.attempts(path), api.clock.take()), (1, []))


def check_rate_limit(api):
    response = api.send("/rate_limit_exceeded?retry_after=2&limit=5&remaining=1&reset=1735689660")
    names = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After")
    same([response.headers[name] for name in names], ["5", "1", "1735689660", "2"])
    error = response.json()["error"]
    same(error["message"], "API rate limit exceeded. Please wait 2 seconds before retrying.")
    same((error["details"]["retry_after"], error["details"]["limit"]), (2, 5))


def check_printed(api):
    headers = {"x-request-id": "req_abc123xyz"}
    error = lambda code: api.send(f"/{code}", headers=headers).json()["error"]
    same(error("internal_error")["details"], {"request_id": "req_abc123xyz"})
    same(error("session_not_found")["message"], "Session with ID '123' does not exist")
    printed = {"field": "role_id", "requirement": "required", "request_id": "req_abc123xyz"}
    same(error("invalid_parameters")["details"], printed)


def check_foreign_body(api):
    """What is no envelope still has a status, and that comes first."""
    error = raises(SessionError, call, api, "/no_such_code", [])
    same((error.status, error.code, str(error)), (404, None, "Not Found"))
