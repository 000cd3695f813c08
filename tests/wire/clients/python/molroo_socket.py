"""The WebSocket of molroo-api, as its guide tells a user: errors by code, and reconnection by close code."""

import json
import random

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from wire import PATIENCE, Clock, same

CODES = ("INVALID_MESSAGE", "UNAUTHORIZED", "SESSION_NOT_FOUND", "RATE_LIMIT")

# The table of close codes: whether to connect again, and after how long.
CLOSE_CODES = {1000: None, 1001: "short delay", 1006: "backoff", 1008: None, 1011: "backoff"}
SHORT_DELAY = 1


class Socket:
    def __init__(self, root):
        self.root = root
        self.clock = Clock()
        self.token, self.session = 1, 1
        self.interval = 0
        self.connections = 0
        self.closed_by = None
        self.connect()

    def connect(self):
        self.connections += 1
        url = f"{self.root.replace('http', 'ws', 1)}/molroo/ws?token={self.token}"
        self.socket = connect(url, open_timeout=PATIENCE, close_timeout=2)

    def ask(self, message):
        """Sends a message; the answer is None where the connection ended and stays closed."""
        text = message if isinstance(message, str) else json.dumps(message)
        self.clock.sleep(self.interval)
        try:
            self.socket.send(text)
            answer = json.loads(self.socket.recv(timeout=PATIENCE))
        except ConnectionClosed as closed:
            self.on_close(closed.rcvd.code if closed.rcvd else 1006)
            return None
        if answer["type"] == "error":
            self.on_error(answer)
        return answer

    def on_error(self, error):
        if error["code"] == "UNAUTHORIZED":
            # Token expired or invalid: reconnect with a fresh one.
            self.socket.close()
            self.token += 1
            self.connect()
        elif error["code"] == "RATE_LIMIT":
            self.interval = max(2 * self.interval, 1)
        elif error["code"] == "SESSION_NOT_FOUND":
            self.session += 1

    def on_close(self, code):
        self.closed_by = code
        # A code that the table does not have is an abnormal close.
        reconnect = CLOSE_CODES.get(code, "backoff")
        if reconnect == "short delay":
            self.clock.sleep(SHORT_DELAY)
        elif reconnect == "backoff":
            self.clock.sleep(1 * (0.5 + random.random() * 0.5))
        if reconnect:
            self.connect()


def check(report, root, api):
    report.check("codes", same, set(api.codes()), set(CODES))
    for code in CODES:
        report.check(code, check_error, root, code)
    report.check("messages that are malformed", check_malformed, root)
    for code in [*CLOSE_CODES, 3000, 4999]:
        report.check(f"close {code}", check_close, root, code)
    report.check("codes that may not be sent", check_unsendable, root)
    report.check("a long reason", check_reason, root)


def check_error(root, code):
    client = Socket(root)
    answer = client.ask({"type": "error", "code": code})
    same((answer["type"], answer["code"], set(answer)), ("error", code, {"type", "code", "message"}))
    expected = {"UNAUTHORIZED": (2, 2, 0, 1), "RATE_LIMIT": (1, 1, 1, 1), "SESSION_NOT_FOUND": (1, 1, 0, 2)}
    same((client.connections, client.token, client.interval, client.session), expected.get(code, (1, 1, 0, 1)))
    same(client.ask({"type": "ping"}), {"type": "pong"})
    client.socket.close()


def check_malformed(root):
    client = Socket(root)
    printed = {"type": "error", "code": "INVALID_MESSAGE", "message": "Unknown message type: foo"}
    same(client.ask({"type": "foo"}), printed)
    same(client.ask("not JSON")["message"], "Malformed JSON")
    # The format is fixed, and the same connection takes it.
    same(client.ask({"type": "ping"}), {"type": "pong"})
    same(client.connections, 1)
    client.socket.close()


def check_close(root, code):
    client = Socket(root)
    # 1006 is what a client makes of an end without a close frame.
    client.ask({"type": "drop"} if code == 1006 else {"type": "close", "code": code})
    same(client.closed_by, code)
    reconnect = CLOSE_CODES.get(code, "backoff")
    same(client.connections, 2 if reconnect else 1)
    delays = [delay for delay in client.clock.take() if delay]
    same(len(delays), 1 if reconnect else 0)
    if reconnect:
        assert 0.5 <= delays[0] <= 1, delays
        same(client.ask({"type": "ping"}), {"type": "pong"})
        client.socket.close()


def check_unsendable(root):
    client = Socket(root)
    for code in (1004, 1005, 1006, 1015, 2999, 5000):
        same(client.ask({"type": "close", "code": code})["code"], "INVALID_MESSAGE")
    same(client.connections, 1)
    client.socket.close()


def check_reason(root):
    client = Socket(root)
    client.socket.send(json.dumps({"type": "close", "code": 1008, "reason": "€" * 50}))
    try:
        client.socket.recv(timeout=PATIENCE)
    except ConnectionClosed as closed:
        same((closed.rcvd.code, closed.rcvd.reason), (1008, "€" * 41))
