// Role sessions, by the best practices of its page: the status before the body, backoff, request ids in the log.

import assert from "node:assert/strict";
import { caught } from "./wire.mjs";

const STATUSES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  422: "Unprocessable Entity",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};
const MAX_RETRIES = 3;
const isRetried = (status) => status === 429 || status >= 500;

async function call(api, path, log) {
  for (let attempt = 0; ; attempt++) {
    const response = await api.fetch(path, { headers: { "x-request-id": "req_abc123xyz" } });
    if (response.ok) return response.json();
    const { status } = response;
    const { error = {} } = await response.json();
    const { code, message = STATUSES[status], details = {} } = error;
    log.push(`${status} ${code} ${details.request_id}`);
    if (!isRetried(status) || attempt === MAX_RETRIES) {
      throw Object.assign(new Error(message), { status, code, details });
    }
    const retryAfter = response.headers.get("Retry-After");
    await api.clock.sleep(1000 * (retryAfter ? Number(retryAfter) : 2 ** attempt));
  }
}

export async function check(report, api) {
  const rows = Object.values(await api.codes());
  const statuses = Object.keys(STATUSES).map(Number);
  await report.check("statuses", () => assert.deepEqual(rows.map((row) => row.status), statuses));
  for (const row of rows) {
    await report.check(row.code, () => checkCode(api, row));
    if (isRetried(row.status)) await report.check(`${row.code} goes away`, () => checkFlaky(api, row));
  }
  await report.check("headers of a rate limit", () => checkRateLimit(api));
  await report.check("a body without an error", () => checkForeignBody(api));
}

async function checkCode(api, { code, status, message }) {
  const [log, path] = [[], api.flaky(code, 9)];
  const error = await caught(call(api, path, log));
  assert.deepEqual([error.status, error.code, error.message], [status, code, message]);
  assert.equal(error.details.request_id, "req_abc123xyz");
  const attempts = isRetried(status) ? 4 : 1;
  assert.deepEqual(log, Array(attempts).fill(`${status} ${code} req_abc123xyz`));
  assert.equal(await api.attempts(path), attempts);
  assert.equal(api.clock.take().length, attempts - 1);
}

async function checkFlaky(api, { code, status }) {
  assert.deepEqual(await call(api, api.flaky(code, 2), []), { ok: true, attempts: 3 });
  assert.deepEqual(api.clock.take(), status === 429 ? [60000, 60000] : [1000, 2000]);
}

async function checkRateLimit(api) {
  const response = await api.fetch("/rate_limit_exceeded?retry_after=2&remaining=1");
  const names = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After"];
  assert.deepEqual(names.map((name) => response.headers.get(name)), ["100", "1", "1735689660", "2"]);
  const { error } = await response.json();
  assert.equal(error.message, "API rate limit exceeded. Please wait 2 seconds before retrying.");
  assert.deepEqual([error.details.limit, error.details.window, error.details.retry_after], [100, "1 minute", 2]);
}

// What is no envelope still has a status, and that comes first.
async function checkForeignBody(api) {
  const error = await caught(call(api, "/no_such_code", []));
  assert.deepEqual([error.status, error.code, error.message], [404, undefined, "Not Found"]);
}
