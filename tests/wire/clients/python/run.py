"""Runs every client against the example server: `run.py http://127.0.0.1:8080`."""

import sys

import message_analysis
import molroo
import molroo_socket
import persona_sdk
import problem
import role_sessions
import unleeshed
from wire import Api, Report, same

CLIENTS = {
    "molroo": molroo,
    "persona-sdk": persona_sdk,
    "role-sessions": role_sessions,
    "message-analysis": message_analysis,
    "unleeshed": unleeshed,
    "problem": problem,
}


def check_catalogues(root):
    listed = Api("httpx", root, "").send("").json()["catalogues"]
    same({row["catalogue"] for row in listed}, {*CLIENTS, "molroo-socket"})


def main(root):
    report = Report("python catalogues")
    report.check("each has a client", check_catalogues, root)
    failures = report.close()
    for library in ("requests", "httpx"):
        for name, client in CLIENTS.items():
            report = Report(f"python {library} {name}")
            client.check(report, Api(library, root, name))
            failures += report.close()
    report = Report("python websockets molroo-socket")
    molroo_socket.check(report, root, Api("requests", root, "molroo-socket"))
    return failures + report.close()


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
