"""The Python modules that `errors export` writes, against the example server: `exported.py http://127.0.0.1:8080 FOLDER`."""

import json
import sys

import requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from conformance import module_of, plain
from wire import PATIENCE, Api, Report, is_ok, raises, same


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
    same(plain(error.details), plain({detail["name"]: detail["example"] for detail in readable}))


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


def check_catalogue(report, root, name):
    module, base = module_of(name)
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


def main(root, folder):
    sys.path.insert(0, folder)
    failures = 0
    for listed in requests.get(root, timeout=PATIENCE).json()["catalogues"]:
        report = Report(f"python export {listed['catalogue']}")
        check_catalogue(report, root, listed["catalogue"])
        failures += report.close()
    return failures


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:]) else 0)
