"""The persona API's SDK, as its page describes it: typed exceptions by status, and retries of 429 and 5xx."""

import random

from wire import is_ok, raises, same


class PersonaError(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class BadRequestError(PersonaError):
    pass


class AuthenticationError(PersonaError):
    pass


class ForbiddenError(PersonaError):
    pass


class NotFoundError(PersonaError):
    pass


class RateLimitError(PersonaError):
    pass


class ServerError(PersonaError):
    pass


EXCEPTIONS = {
    400: BadRequestError,
    401: AuthenticationError,
    403: ForbiddenError,
    404: NotFoundError,
    429: RateLimitError,
}


class Sdk:
    def __init__(self, api, max_retries=3):
        self.api = api
        self.max_retries = max_retries

    def call(self, path, method="GET"):
        for attempt in range(self.max_retries + 1):
            response = self.api.send(path, method)
            if is_ok(response):
                return response.json()
            status = response.status_code
            if not (status == 429 or status >= 500) or attempt == self.max_retries:
                kind = ServerError if status >= 500 else EXCEPTIONS.get(status, PersonaError)
                raise kind(status, response.json()["error"]["message"])
            self.wait(response.headers.get("Retry-After"), attempt)

    def wait(self, retry_after, attempt):
        backoff = 2**attempt * (0.5 + random.random() * 0.5)
        self.api.clock.sleep(int(retry_after) if retry_after else backoff)


def check(report, api):
    listed = api.codes()
    report.check("statuses", same, {row["status"] for row in listed.values()}, {*EXCEPTIONS, 500, 503})
    for code, row in listed.items():
        report.check(code, check_code, api, code, row)
        report.check(f"{code} goes away", check_flaky, api, code, row["status"])
    report.check("max_retries", check_max_retries, api)
    report.check("Retry-After", check_retry_after, api)
    report.check("its own message", check_message, api)


def check_code(api, code, row):
    same(api.send(f"/{code}").json(), {"error": {"message": row["message"]}})
    status = row["status"]
    path = api.flaky(code, 9)
    error = raises(EXCEPTIONS.get(status, ServerError), Sdk(api).call, path, "POST")
    same((error.status, str(error)), (status, row["message"]))
    is_retried = status == 429 or status >= 500
    same((api.attempts(path), len(api.clock.take())), (4, 3) if is_retried else (1, 0))


def check_flaky(api, code, status):
    path = api.flaky(code, 2)
    if status == 429 or status >= 500:
        same(Sdk(api).call(path), {"ok": True, "attempts": 3})
        for attempt, delay in enumerate(api.clock.take()):
            assert delay == 60 if status == 429 else 2**attempt / 2 <= delay <= 2**attempt, delay
    else:
        raises(EXCEPTIONS[status], Sdk(api).call, path)
        same(api.attempts(path), 1)


def check_max_retries(api):
    for max_retries in (0, 1, 5):
        path = api.flaky("SERVICE_UNAVAILABLE", 9)
        raises(ServerError, Sdk(api, max_retries).call, path)
        same((api.attempts(path), len(api.clock.take())), (max_retries + 1, max_retries))


def check_retry_after(api):
    same(Sdk(api).call(api.flaky("TOO_MANY_REQUESTS", 3, retry_after=2)), {"ok": True, "attempts": 4})
    same(api.clock.take(), [2, 2, 2])


def check_message(api):
    error = raises(BadRequestError, Sdk(api).call, "/BAD_REQUEST?reason=Invalid%20UUID%20format")
    same(str(error), "Invalid UUID format")
