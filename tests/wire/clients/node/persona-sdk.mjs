// The persona API's SDK, as its page describes it: typed errors by status, and retries of 429 and 5xx.

import assert from "node:assert/strict";
import { assertJittered, caught } from "./wire.mjs";

class PersonaError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}
class BadRequestError extends PersonaError {}
class AuthenticationError extends PersonaError {}
class ForbiddenError extends PersonaError {}
class NotFoundError extends PersonaError {}
class RateLimitError extends PersonaError {}
class ServerError extends PersonaError {}

const ERRORS = {
  400: BadRequestError,
  401: AuthenticationError,
  403: ForbiddenError,
  404: NotFoundError,
  429: RateLimitError,
};

const errorOf = (status) => (status >= 500 ? ServerError : (ERRORS[status] ?? PersonaError));
const isRetried = (status) => status === 429 || status >= 500;

class Sdk {
  constructor(api, { maxRetries = 3 } = {}) {
    this.api = api;
    this.maxRetries = maxRetries;
  }

  async call(path, options) {
    for (let attempt = 0; ; attempt++) {
      const response = await this.api.fetch(path, options);
      if (response.ok) return response.json();
      if (!isRetried(response.status) || attempt === this.maxRetries) {
        const { error } = await response.json();
        throw new (errorOf(response.status))(response.status, error.message);
      }
      await response.body?.cancel();
      const retryAfter = response.headers.get("Retry-After");
      const backoff = 1000 * 2 ** attempt * (0.5 + Math.random() * 0.5);
      await this.api.clock.sleep(retryAfter ? Number(retryAfter) * 1000 : backoff);
    }
  }
}

export async function check(report, api) {
  const rows = Object.values(await api.codes());
  const statuses = [...Object.keys(ERRORS).map(Number), 500, 503];
  await report.check("statuses", () => assert.deepEqual(rows.map((row) => row.status), statuses));
  for (const row of rows) {
    await report.check(row.code, () => checkCode(api, row));
    if (isRetried(row.status)) await report.check(`${row.code} goes away`, () => checkFlaky(api, row));
  }
  await report.check("maxRetries", () => checkMaxRetries(api));
  await report.check("its own message", () => checkMessage(api));
}

async function checkCode(api, { code, status, message }) {
  assert.deepEqual(await (await api.fetch(`/${code}`)).json(), { error: { message } });
  const path = api.flaky(code, 9);
  const error = await caught(new Sdk(api).call(path, { method: "POST" }));
  assert.equal(error.constructor, errorOf(status));
  assert.deepEqual([error.status, error.message], [status, message]);
  assert.equal(await api.attempts(path), isRetried(status) ? 4 : 1);
  assert.equal(api.clock.take().length, isRetried(status) ? 3 : 0);
}

async function checkFlaky(api, { code, status }) {
  const details = status === 429 ? { retry_after: 2 } : {};
  assert.deepEqual(await new Sdk(api).call(api.flaky(code, 2, details)), { ok: true, attempts: 3 });
  if (status === 429) assert.deepEqual(api.clock.take(), [2000, 2000]);
  else assertJittered(api.clock.take(), 2);
}

async function checkMaxRetries(api) {
  for (const maxRetries of [0, 1, 5]) {
    const path = api.flaky("INTERNAL_SERVER_ERROR", 9);
    const error = await caught(new Sdk(api, { maxRetries }).call(path));
    assert.ok(error instanceof ServerError);
    assert.equal(await api.attempts(path), maxRetries + 1);
    assertJittered(api.clock.take(), maxRetries);
  }
}

async function checkMessage(api) {
  const error = await caught(new Sdk(api).call("/NOT_FOUND?reason=Machine%20ID%20doesn%27t%20exist"));
  assert.ok(error instanceof NotFoundError);
  assert.equal(error.message, "Machine ID doesn't exist");
}
