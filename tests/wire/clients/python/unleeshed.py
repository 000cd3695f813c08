"""Unleeshed, by the patterns of its page: retries, graceful degradation, messages for users, alerts."""

from wire import is_ok, raises, same, success

CODES = {
    "unauthorized": 401,
    "not_licensed": 403,
    "invalid_request": 400,
    "rate_limit_exceeded": 429,
    "not_found": 404,
    "internal_error": 500,
}
ERROR_MESSAGES = {
    "unauthorized": "Authentication failed. Please contact support.",
    "not_licensed": "This content is not available.",
    "rate_limit_exceeded": "Too many requests. Please wait a moment.",
    "invalid_request": "Invalid request. Please check your input.",
    "not_found": "Content not found.",
    "internal_error": "Something went wrong. Please try again.",
}


class UnleeshedError(Exception):
    def __init__(self, code, message, status, details=None):
        super().__init__(message)
        self.code, self.status, self.details = code, status, details or {}


def api_request(api, path):
    response = api.send(path, headers={"X-Api-Key": "pk_live_1", "Content-Type": "application/json"})
    data = response.json()
    if not is_ok(response):
        error = data["error"]
        raise UnleeshedError(error["code"], error["message"], response.status_code, error.get("details"))
    return data


def request_with_retry(api, path, max_retries=3):
    last_error = None
    for attempt in range(max_retries):
        try:
            return api_request(api, path)
        except UnleeshedError as error:
            last_error = error
            # Don't retry client errors (except rate limits)
            if 400 <= error.status < 500 and error.status != 429:
                raise
            limited = error.details.get("retry_after") or 60
            api.clock.sleep(limited if error.status == 429 else min(2**attempt, 30))
    raise last_error


def get_commentaries_safely(api, path):
    try:
        return {"success": True, "data": api_request(api, path)}
    except UnleeshedError as error:
        if error.code == "rate_limit_exceeded":
            failure = "Please try again in a few minutes"
            return {"success": False, "error": failure, "retryAfter": error.details.get("retry_after")}
        if error.code == "not_found":
            return {"success": False, "error": "Commentary not found"}
        return {"success": False, "error": "Unable to load commentary. Please try again."}


def get_user_message(error):
    return ERROR_MESSAGES.get(error.code, ERROR_MESSAGES["internal_error"])


def track_error(error, alerts):
    if error.status >= 500 or error.code == "unauthorized":
        alerts.append(f"Unleeshed API Error: {error.code}")


def check(report, api):
    listed = api.codes()
    report.check("codes", same, {code: row["status"] for code, row in listed.items()}, CODES)
    for code, row in listed.items():
        report.check(code, check_code, api, code, row)
        report.check(f"{code} is retried", check_retries, api, code)
        report.check(f"{code} degrades", check_degradation, api, code)
    report.check("printed bodies", check_printed, api)
    report.check("retry_after", check_retry_after, api)


def check_code(api, code, row):
    error = raises(UnleeshedError, api_request, api, f"/{code}")
    same((error.code, error.status, str(error)), (code, CODES[code], row["message"]))
    # The catalogue's words for users and its severity are the page's.
    same(get_user_message(error), row["user_message"])
    alerts = []
    track_error(error, alerts)
    same(alerts, [f"Unleeshed API Error: {code}"] if row["severity"] == "critical" else [])


def check_retries(api, code):
    delays = {"rate_limit_exceeded": [3600] * 3, "internal_error": [1, 2, 4]}.get(code)
    path = api.flaky(code, 9)
    raises(UnleeshedError, request_with_retry, api, path)
    # The page's loop waits once more after its third and last request.
    same((api.attempts(path), api.clock.take()), (3, delays) if delays else (1, []))
    if delays:
        same(request_with_retry(api, api.flaky(code, 2)), success("unleeshed", 3))
        same(api.clock.take(), delays[:2])


def check_degradation(api, code):
    result = get_commentaries_safely(api, f"/{code}")
    expected = {
        "rate_limit_exceeded": {"error": "Please try again in a few minutes", "retryAfter": 3600},
        "not_found": {"error": "Commentary not found"},
    }.get(code, {"error": "Unable to load commentary. Please try again."})
    same(result, {"success": False, **expected})


def check_printed(api):
    details = lambda code: raises(UnleeshedError, api_request, api, f"/{code}").details
    same(details("unauthorized"), {})
    same(details("not_licensed"), {"persona_id": "persona-abc..."})
    same(details("invalid_request"), {"field": "content", "constraint": "length"})
    same(details("rate_limit_exceeded"), {"retry_after": 3600, "limit": 1000, "remaining": 0})
    same(api.send("/unauthorized").json()["success"], False)


def check_retry_after(api):
    same(request_with_retry(api, api.flaky("rate_limit_exceeded", 2, retry_after=2)), success("unleeshed", 3))
    same(api.clock.take(), [2, 2])
