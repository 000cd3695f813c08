"""The Python modules that `errors export` writes, against what errors-runtime finds in responses:
`conformance.py FOLDER CASES...`.

CASES are files like those in `tests/conformance`, which `docs/decoder.md` describes.
"""

import copy
import dataclasses
import importlib
import json
import pathlib
import pickle
import re
import sys

from wire import Report, same

# Answers that these modules do not have.
UNTOLD = ("received", "typed", "encodes_again", "rate_limit")


def module_of(path):
    """The module of a catalogue, and its base class."""
    words = pathlib.PurePath(path).stem.replace("-", "_").split("_")
    module = importlib.import_module("_".join(words))
    return module, getattr(module, "".join(word.capitalize() for word in words) + "Error")


def text_of(written):
    """A text, or a list of texts and of texts with how often each is repeated."""
    parts = [written] if isinstance(written, str) else written
    return "".join(part if isinstance(part, str) else part[0] * part[1] for part in parts)


def body_of(case):
    return bytes.fromhex(case["hex"]) if "hex" in case else text_of(case.get("body", "")).encode()


def headers_of(case):
    return [(name, text_of(value)) for name, value in case.get("headers", [])]


def plain(value):
    """A value of details as JSON; members that are None are absent, and names are spelt as JSON and Python both may."""
    if dataclasses.is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {re.sub(r"[\W_]", "", name).lower(): plain(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain(item) for item in value]
    # To Python, True is 1, and whole numbers have no end.
    return (value,) if isinstance(value, bool) else float(value) if is_beyond_64_bits(value) else value


def is_beyond_64_bits(value):
    return isinstance(value, int) and not -(2**63) <= value < 2**64


def compact(answers):
    """The answers that say something."""
    return {name: it for name, it in answers.items() if it is not None and it is not False and it != [] and it != {}}


def told(error):
    delay = error.retry_after
    answers = {"known": error.is_known, "details": plain(error.details), "fixes": list(error.fixes)}
    answers["retry_after_ms"] = None if delay is None else round(delay * 1000, 3)
    names = ("code", "message", "context", "retryable", "user_message", "severity", "category", "docs_url")
    return compact(answers | {name: getattr(error, name) for name in names})


def check_case(module, base, case):
    body, headers = body_of(case), headers_of(case)
    expect = {name: it for name, it in case["expect"].items() if name not in UNTOLD}
    error = module.decode_error(case["status"], headers, body)
    if "class" in expect:
        check_class(base, error, expect.pop("class")["python"])
    untyped, kept = expect.pop("untyped", {}), expect.pop("kept", len(body))
    expect.setdefault("message", expect.pop("text", None))
    details = expect.get("details", {})
    same(told(error), compact(expect | {"details": plain(details)}))
    same((error.status, len(error.body.encode())), (case["status"], kept))
    same({name: plain(error.detail(name)) for name in untyped}, {name: plain(it) for name, it in untyped.items()})
    assert all(error.detail(name) is not None for name in details)
    check_ways(module, case, headers, error)


def check_ways(module, case, headers, error):
    """Other ways to the same error."""
    once = {name.lower(): value for name, value in reversed(headers)}
    others = [module.decode_error(case["status"], once, body_of(case)), copy.copy(error)]
    if "hex" not in case:
        others.append(module.decode_error(case["status"], headers, body_of(case).decode()))
    if case["status"] == 0 and not headers and hasattr(module, "decode_frame"):
        frame = module.decode_frame(body_of(case).decode())
        others.append(error if frame is None and error.code is None else frame)
    for other in others:
        same((repr(other), other.details, told(other)), (repr(error), error.details, told(error)))


def check_class(base, error, name):
    if name is None:
        assert type(error) is base, type(error)
    else:
        # A name that is taken gets the catalogue's before it.
        prefix = base.__name__[: -len("Error")]
        assert re.fullmatch(f"({prefix})?{name}2?", type(error).__name__), type(error)


def check_retry(module, retry, cases):
    policy = module.RETRY_POLICY
    for attempt, delay in retry["delays"]:
        # Rust counts whole nanoseconds.
        assert abs(policy.delay(attempt) - delay) < 1e-6, attempt
        for _ in range(20):
            spread = module.retry_delay(attempt)
            if attempt >= retry["max_retries"]:
                same(spread, None)
            else:
                assert delay * (1 - retry["jitter"]) - 1e-6 <= spread <= delay + 1e-6, spread
    for case in cases:
        error = module.decode_error(case["status"], headers_of(case), body_of(case))
        delay = module.retry_delay(0, error)
        assert (delay is not None) == error.retryable and (error.retry_after is None or delay in (None, error.retry_after))
        same(module.retry_delay(retry["max_retries"], error), None)


def public(holder):
    return {name: value for name, value in vars(holder).items() if not name.startswith("_")}


def check_close_codes(module, listed):
    rows = [dataclasses.asdict(module.CLOSE_CODES[code]) for code in public(module.CloseCode).values()]
    same(rows, [{key: row[key] for key in ("code", "meaning", "action", "reconnect")} for row in listed])


def check_file(path):
    document = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    module, base = module_of(document["catalogue"])
    report = Report(f"python {pathlib.PurePath(path).parent.name} {pathlib.PurePath(path).stem}")
    for case in document["cases"]:
        report.check(case["name"], check_case, module, base, case)
    if "codes" in document:
        report.check("codes", lambda: same(list(public(module.ErrorCode).values()), document["codes"]))
        report.check("retry policy", check_retry, module, document["retry"], document["cases"])
        error = module.decode_error(503)
        report.check("pickle", lambda: same(repr(pickle.loads(pickle.dumps(error))), repr(error)))
    if document.get("close_codes"):
        report.check("close codes", check_close_codes, module, document["close_codes"])
    return report.close()


def main(folder, *files):
    sys.path.insert(0, folder)
    return sum([check_file(path) for path in files])


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:]) else 0)
