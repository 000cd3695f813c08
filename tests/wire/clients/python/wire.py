"""What the clients stand on: HTTP by `requests` or `httpx`, a clock that can be hurried, and a report."""

import itertools
import os
import time
import traceback

import httpx
import requests

# A client that is told to wait an hour waits 36 ms.
TIME_SCALE = float(os.environ.get("CLIENT_TIME_SCALE", "0.00001"))

# For what the server answers at once, if at all.
PATIENCE = 10

NETWORK_ERRORS = (requests.RequestException, httpx.TransportError)


class Clock:
    """Sleeps for a fraction of what it is told, and remembers what that was."""

    def __init__(self):
        self.asked = []

    def sleep(self, seconds):
        self.asked.append(seconds)
        time.sleep(seconds * TIME_SCALE)

    def take(self):
        asked, self.asked = self.asked, []
        return asked


class Api:
    """One catalogue of the example server, over one HTTP library."""

    keys = itertools.count()

    def __init__(self, library, root, catalogue):
        self.root = root
        self.catalogue = catalogue
        self.clock = Clock()
        self.session = {"requests": requests.Session, "httpx": httpx.Client}[library]()

    def send(self, path, method="GET", headers=None):
        return self.session.request(method, f"{self.root}/{self.catalogue}{path}", headers=headers, timeout=PATIENCE)

    def codes(self):
        return {row["code"]: row for row in self.send("").json()["codes"]}

    def flaky(self, code, fail, **details):
        """The path of an error that goes away after `fail` requests."""
        query = "".join(f"&{name}={value}" for name, value in details.items())
        return f"/flaky/{code}?fail={fail}&key={os.getpid()}-{next(self.keys)}{query}"

    def attempts(self, path):
        """How many requests a path of `flaky` has seen."""
        parts = path.split("&")
        parts[0] = parts[0].split("?")[0] + "?fail=0"
        body = self.send("&".join(parts)).json()
        return body.get("data", body)["attempts"] - 1


def success(catalogue, attempts, request_id=None):
    """What `flaky` answers in the end, in the style of the API's document."""
    data = {"attempts": attempts}
    if catalogue == "message-analysis":
        return {"success": True, "data": data, "meta": {"request_id": request_id}}
    return {"success": True, "data": data} if catalogue == "unleeshed" else {"ok": True, "attempts": attempts}


def is_ok(response):
    return 200 <= response.status_code < 300


class Report:
    """Counts what passed, and says what failed."""

    def __init__(self, name):
        self.name, self.passed, self.failed = name, 0, 0

    def check(self, name, action, *arguments):
        try:
            action(*arguments)
        except Exception:
            self.failed += 1
            print(f"FAILED {self.name}: {name}\n{traceback.format_exc()}")
        else:
            self.passed += 1

    def close(self):
        print(f"{self.name}: {self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def raises(kind, action, *arguments):
    """The error that an action ends with; anything else is a failure."""
    try:
        value = action(*arguments)
    except kind as error:
        assert type(error) is kind, f"{type(error)} is not {kind}"
        return error
    raise AssertionError(f"no {kind.__name__}: {value}")


def same(actual, expected):
    assert actual == expected, f"{actual!r} is not {expected!r}"
