"""Message analysis, as its page tells a user: `success` first, then the code; the request id for support."""

import re

from wire import NETWORK_ERRORS, Api, raises, same, success

CODES = {
    "INVALID_INPUT": 400,
    "UNAUTHORIZED": 401,
    "FORBIDDEN": 403,
    "CONTENT_BLOCKED": 422,
    "RATE_LIMIT_EXCEEDED": 429,
    "DAILY_QUOTA_EXCEEDED": 429,
    "MONTHLY_QUOTA_EXCEEDED": 429,
    "INTERNAL_ERROR": 500,
    "SERVICE_UNAVAILABLE": 503,
}
MAX_RETRIES = 3


class AnalysisError(Exception):
    def __init__(self, body):
        super().__init__(body["error"]["message"])
        self.code = body["error"]["code"]
        self.details = body["error"]["details"]
        self.request_id = body["meta"]["request_id"]


def analyze(api, path, request_id="d6a8f6f2"):
    for attempt in range(MAX_RETRIES + 1):
        try:
            body = api.send(path, "POST", {"x-request-id": request_id}).json()
        except NETWORK_ERRORS as error:
            raise ConnectionError(f"Network error: {error}") from error
        if body["success"]:
            return body
        error = AnalysisError(body)
        # The one code that the page backs off for: a quota does not come back in seconds.
        if error.code != "RATE_LIMIT_EXCEEDED" or attempt == MAX_RETRIES:
            raise error
        api.clock.sleep(2**attempt)


def check(report, api):
    report.check("codes", same, {code: row["status"] for code, row in api.codes().items()}, CODES)
    for code, status in CODES.items():
        report.check(code, check_code, api, code, status)
    report.check("RATE_LIMIT_EXCEEDED goes away", check_flaky, api)
    report.check("printed bodies", check_printed, api)
    report.check("an id where none was sent", check_made_id, api)
    report.check("a server that is not there", check_network, api)


def check_code(api, code, status):
    response = api.send(f"/{code}", headers={"x-request-id": "r-1"})
    body = response.json()
    same((response.status_code, list(body)), (status, ["success", "data", "error", "meta"]))
    same((body["success"], body["data"], body["meta"]), (False, None, {"request_id": "r-1"}))
    same(list(body["error"]), ["code", "message", "details"])
    path = api.flaky(code, 9)
    error = raises(AnalysisError, analyze, api, path, "support-1")
    same((error.code, error.request_id, str(error)), (code, "support-1", body["error"]["message"]))
    is_retried = code == "RATE_LIMIT_EXCEEDED"
    same((api.attempts(path), api.clock.take()), (4, [1, 2, 4]) if is_retried else (1, []))


def check_flaky(api):
    same(analyze(api, api.flaky("RATE_LIMIT_EXCEEDED", 2)), success("message-analysis", 3, "d6a8f6f2"))
    same(api.clock.take(), [1, 2])


def check_printed(api):
    error = raises(AnalysisError, analyze, api, "/DAILY_QUOTA_EXCEEDED")
    same(str(error), "Daily request limit exceeded. You've used 120 of 100 requests for today.")
    same(error.details, {"daily_limit": 100, "daily_usage": 120, "plan": "free"})
    error = raises(AnalysisError, analyze, api, "/UNAUTHORIZED")
    same((str(error), error.details), ("A valid API key must be supplied in the x-api-key header.", {}))
    same(str(raises(AnalysisError, analyze, api, "/FORBIDDEN")), "Invalid API key.")


def check_made_id(api):
    response = api.send("/INTERNAL_ERROR")
    made = response.json()["meta"]["request_id"]
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made), made
    same(response.headers["x-request-id"], made)


def check_network(api):
    nowhere = Api("requests", "http://127.0.0.1:9", api.catalogue)
    nowhere.session = api.session
    assert str(raises(ConnectionError, analyze, nowhere, "/FORBIDDEN")).startswith("Network error: ")
