"""The Python modules that `errors export` writes, against the example server and against what errors-runtime makes of
responses: `exported.py http://127.0.0.1:8080 FOLDER DECODED`.

DECODED is what `cargo run --example decoded` prints.
"""

import builtins
import copy
import dataclasses
import importlib
import json
import pickle
import re
import sys

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from wire import PATIENCE, Api, Report, is_ok, raises, same

# Those have all that a catalogue can say, and no server.
WITHOUT_SERVER = ("rich", "tour")
ANSWERS = ("code", "status", "message", "retryable", "retry_after", "user_message", "severity", "category", "docs_url")


def base_of(module, name):
    return getattr(module, "".join(part.capitalize() for part in name.split("-")) + "Error")


def plain(value):
    """A detail as JSON; the names of members as Python spells them."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def same_json(actual, expected):
    """Members that a dataclass has beyond those expected are None."""
    if isinstance(expected, dict):
        spelt = {attribute(actual, key): value for key, value in expected.items()}
        same(set(spelt) - set(actual), set())
        for key, value in actual.items():
            same_json(value, spelt.get(key))
    elif isinstance(expected, list):
        same(len(actual), len(expected))
        for one, other in zip(actual, expected):
            same_json(one, other)
    else:
        same((actual, isinstance(actual, bool)), (expected, isinstance(expected, bool)))


def attribute(names, name):
    spelt = re.sub(r"\W", "_", name)
    return next((it for it in (name, spelt, spelt + "_") if it in names), name)


def check_error(module, base, error, expected):
    assert isinstance(error, base), error
    same({name: getattr(error, name) for name in ANSWERS if name in expected}, {
        name: expected[name] for name in ANSWERS if name in expected
    })
    same((error.is_known, error.fixes, error.context), (expected["known"], tuple(expected["fixes"]), expected["context"]))
    same(len(error.body.encode()), expected["kept"])
    check_class(base, error, expected["class"]["python"])
    check_details(error.details, {it["ident"]: it["value"] for it in expected["details"]})
    same([plain(error.detail(it["name"])) is None for it in expected["details"]], [False] * len(expected["details"]))


def check_class(base, error, name):
    built_in = getattr(builtins, name or "", None)
    if name is None or name == base.__name__:
        assert type(error) is base, type(error)
    elif built_in is None:
        same(type(error).__name__, name)
    else:
        prefix = base.__name__[: -len("Error")]
        # Only an exception that the catalogue names is the built-in one, too.
        assert type(error).__name__.startswith(prefix + name), type(error)


def check_details(details, expected):
    actual = plain(details)
    same({key for key, value in actual.items() if value is not None}, {attribute(actual, key) for key in expected})
    for key, value in expected.items():
        same_json(actual[attribute(actual, key)], value)


def check_cases(module, base, cases):
    for case in cases:
        body = case["body"]
        error = module.decode_error(case["status"], [tuple(pair) for pair in case["headers"]], body)
        again = module.decode_error(case["status"], dict(map(tuple, case["headers"])), body.encode())
        try:
            check_error(module, base, error, case["expected"] | {"status": case["status"]})
            check_error(module, base, again, case["expected"])
        except AssertionError as problem:
            raise AssertionError(f"{case['about']}: {case['status']} {case['headers']} {body[:2000]}: {problem}") from None
    for copied in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        same((repr(copied), copied.details, type(copied)), (repr(error), error.details, type(error)))
    same(repr(error), f"{type(error).__name__}({str(error)!r})")


def groups(cases):
    """The cases of each code, and those of no code."""
    found = {}
    for case in cases:
        found.setdefault(case["about"].split(", ")[0].split(" by ")[0], []).append(case)
    return found


def check_retry(module, decoded):
    policy, retry = module.RETRY_POLICY, decoded["retry"]
    for attempt, delay in retry["delays"]:
        # Rust counts whole nanoseconds.
        assert abs(policy.delay(attempt) - delay) < 1e-6, attempt
        for _ in range(20):
            spread = module.retry_delay(attempt)
            if attempt >= retry["max_retries"]:
                same(spread, None)
            else:
                assert delay * (1 - retry["jitter"]) - 1e-6 <= spread <= delay + 1e-6, spread
    for case in decoded["cases"]:
        expected = case["expected"]
        error = module.decode_error(case["status"], [tuple(pair) for pair in case["headers"]], case["body"])
        told = expected["retry_after"] if expected["retryable"] else None
        actual = module.retry_delay(0, error)
        assert actual == told or (told is None and expected["retryable"] and actual is not None), case["about"]
        same(module.retry_delay(retry["max_retries"], error), None)


def check_codes(module, codes):
    same(list(public(module.ErrorCode).values()), codes)


def public(holder):
    return {name: value for name, value in vars(holder).items() if not name.startswith("_")}


def check_close_codes(module, listed):
    rows = [dataclasses.asdict(module.CLOSE_CODES[code]) for code in public(module.CloseCode).values()]
    same(rows, [{key: row[key] for key in ("code", "meaning", "action", "reconnect")} for row in listed])


def check_answer(module, base, api, row):
    """The error that the server sends, against what it says of its code."""
    response = api.send(f"/{row['code']}", "POST")
    error = module.decode_error(response.status_code, response.headers, response.content)
    check_row(base, error, row)
    same((error.status, error.retry_after), (row["status"], row["retry_after"]))
    raises(type(error), raise_it, error)


def raise_it(error):
    raise error


def check_row(base, error, row):
    assert isinstance(error, base), error
    same((error.code, error.message, error.retryable), (row["code"], row["message"], row["retryable"]))
    same((list(error.fixes), error.severity), (row["fix"], row["severity"]))
    readable = [detail for detail in row["details"] if detail["in"] != "message"]
    # A text that is filled with what cannot be read back is the body's alone.
    if len(readable) == len(row["details"]):
        same(error.user_message, row["user_message"])
    check_details(error.details, {detail["name"]: detail["example"] for detail in readable})


def call(module, api, path):
    """A request, retried as the module advises."""
    attempt = 0
    while True:
        response = api.send(path)
        if is_ok(response):
            return response.json()
        error = module.decode_error(response.status_code, response.headers, response.content)
        delay = module.retry_delay(attempt, error)
        if delay is None:
            raise error
        api.clock.sleep(delay)
        attempt += 1


def check_retried(module, base, api, row):
    path = api.flaky(row["code"], 2)
    if row["retryable"]:
        body = call(module, api, path)
        same(body.get("data", body)["attempts"], 3)
        asked = api.clock.take()
        same(len(asked), 2)
        assert row["retry_after"] is None or asked == [row["retry_after"]] * 2, asked
    else:
        try:
            call(module, api, path)
        except base as error:
            same((error.code, api.attempts(path)), (row["code"], 1))
        else:
            raise AssertionError("no error")


def check_frame(module, base, root, row):
    with connect(f"{root.replace('http', 'ws', 1)}/molroo/ws", open_timeout=PATIENCE) as socket:
        socket.send(json.dumps({"type": "error", "code": row["code"]}))
        error = module.decode_frame(socket.recv(timeout=PATIENCE))
        check_row(base, error, row)
        same(error.status, 0)
        socket.send('{"type":"ping"}')
        same(module.decode_frame(socket.recv(timeout=PATIENCE)), None)


def check_closed(module, root, row):
    with connect(f"{root.replace('http', 'ws', 1)}/molroo/ws", open_timeout=PATIENCE) as socket:
        socket.send(json.dumps({"type": "close", "code": row["code"]}))
        closed = raises_closed(socket)
    same(module.CLOSE_CODES[closed].reconnect, row["reconnect"])


def raises_closed(socket):
    try:
        socket.recv(timeout=PATIENCE)
    except ConnectionClosed as closed:
        return closed.rcvd.code
    raise AssertionError("the connection is open")


def check_catalogue(report, root, name, decoded):
    module = importlib.import_module(name.replace("-", "_"))
    base = base_of(module, name)
    report.check("codes", check_codes, module, decoded["codes"])
    report.check("retry policy", check_retry, module, decoded)
    for about, cases in groups(decoded["cases"]).items():
        report.check(f"decodes {about}", check_cases, module, base, cases)
    if decoded["close_codes"]:
        report.check("close codes", check_close_codes, module, decoded["close_codes"])
    if name in WITHOUT_SERVER:
        return
    for library in ("requests", "httpx"):
        api = Api(library, root, name)
        listed = api.send("").json()
        for row in listed["codes"]:
            if row["status"] is None:
                report.check(f"frame {row['code']}", check_frame, module, base, root, row)
            else:
                report.check(f"answer {row['code']}", check_answer, module, base, api, row)
                report.check(f"retry {row['code']}", check_retried, module, base, api, row)
        for row in listed["close_codes"]:
            if row["sendable"]:
                report.check(f"close {row['code']}", check_closed, module, root, row)


def main(root, folder, decoded):
    sys.path.insert(0, folder)
    failures = 0
    with open(decoded, encoding="utf-8") as lines:
        for line in lines:
            expected = json.loads(line)
            report = Report(f"python export {expected['catalogue']}")
            check_catalogue(report, root, expected["catalogue"], expected)
            failures += report.close()
    return failures


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:]) else 0)
