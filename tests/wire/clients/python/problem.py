"""Problem details, as RFC 9457 tells a generic client to read them."""

from wire import same

MEMBERS = ("type", "title", "status", "detail", "instance")


class Problem:
    """Section 3.1: a missing type is about:blank, unknown members are extensions."""

    def __init__(self, response):
        same(response.headers["Content-Type"].split(";")[0].strip(), "application/problem+json")
        body = response.json()
        self.type = body.get("type", "about:blank")
        self.title, self.status = body.get("title"), body.get("status", response.status_code)
        self.detail = body.get("detail")
        self.extensions = {name: value for name, value in body.items() if name not in MEMBERS}
        self.retry_after = response.headers.get("Retry-After")


def check(report, api):
    for code, row in api.codes().items():
        report.check(code, check_code, api, code, row)
    report.check("the example of the RFC", check_example, api)


def check_code(api, code, row):
    response = api.send(f"/{code}")
    problem = Problem(response)
    same((problem.status, response.status_code), (row["status"], row["status"]))
    same((problem.detail, problem.extensions.pop("code")), (row["message"], code))
    in_body = {detail["name"]: detail["example"] for detail in row["details"] if detail["in"] == "body"}
    same(problem.extensions, in_body)
    same(problem.retry_after, str(row["retry_after"]) if row["retry_after"] else None)
    assert problem.title


def check_example(api):
    problem = Problem(api.send("/out-of-credit"))
    same((problem.type, problem.title), ("https://example.com/probs/out-of-credit", "You do not have enough credit."))
    same(problem.detail, "Your current balance is 30, but that costs 50.")
    same((problem.extensions["balance"], len(problem.extensions["accounts"])), (30, 2))
    same(Problem(api.send("/not-found")).type, "about:blank")
