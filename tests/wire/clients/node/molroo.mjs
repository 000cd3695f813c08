// molroo-api, as its guide tells a user to handle its errors.

import assert from "node:assert/strict";
import { assertJittered, caught } from "./wire.mjs";

// Code, status and how the message of the thrown error begins.
const CODES = {
  UNAUTHORIZED: [401, "Invalid API key. Check your credentials."],
  FORBIDDEN: [403, "API error [FORBIDDEN]: "],
  VALIDATION_ERROR: [400, "Bad request: "],
  INVALID_PERSONA: [400, "API error [INVALID_PERSONA]: "],
  INVALID_APPRAISAL: [400, "API error [INVALID_APPRAISAL]: "],
  INVALID_VAD: [400, "API error [INVALID_VAD]: "],
  INVALID_PRESET: [400, "API error [INVALID_PRESET]: "],
  NOT_FOUND: [404, "Resource not found: "],
  RATE_LIMIT: [429, null],
  INTERNAL_ERROR: [500, "API error [INTERNAL_ERROR]: "],
  SERVICE_UNAVAILABLE: [503, "API error [SERVICE_UNAVAILABLE]: "],
};
const TRANSIENT = [429, 500, 503];

async function callMolroo(api, path, options) {
  const response = await api.fetch(path, options);
  if (!response.ok) {
    const { error } = await response.json();
    const failure = (message) => Object.assign(new Error(message), { status: error.status });
    switch (error.code) {
      case "UNAUTHORIZED":
        throw failure("Invalid API key. Check your credentials.");
      case "RATE_LIMIT": {
        const retryAfter = response.headers.get("Retry-After") || 5;
        await api.clock.sleep(retryAfter * 1000);
        return callMolroo(api, path, options);
      }
      case "NOT_FOUND":
        throw failure(`Resource not found: ${error.message}`);
      case "VALIDATION_ERROR":
        throw failure(`Bad request: ${error.message}`);
      default:
        throw failure(`API error [${error.code}]: ${error.message}`);
    }
  }
  return response.json();
}

// For transient errors (429, 500, 503), use exponential backoff.
async function withRetry(api, action, maxRetries = 3) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (!TRANSIENT.includes(error.status) || attempt === maxRetries) throw error;
      const delay = Math.min(1000 * 2 ** attempt, 30000);
      await api.clock.sleep(delay * (0.5 + Math.random() * 0.5));
    }
  }
}

export async function check(report, api) {
  const listed = await api.codes();
  await report.check("codes", () => assert.deepEqual(Object.keys(listed).sort(), Object.keys(CODES).sort()));
  for (const [code, [status, message]] of Object.entries(CODES)) {
    await report.check(code, () => checkBody(api, code, status));
    if (message) await report.check(`${code} is thrown`, () => checkThrown(api, code, message, listed[code].message));
    await report.check(`${code} is retried`, () => checkRetries(api, code, TRANSIENT.includes(status)));
  }
  await report.check("Retry-After", () => checkRetryAfter(api));
}

async function checkBody(api, code, status) {
  const response = await api.fetch(`/${code}`, { method: "POST" });
  const { error } = await response.json();
  assert.equal(response.status, status);
  assert.deepEqual([Object.keys(error), error.code, error.status], [["code", "status", "message"], code, status]);
}

async function checkThrown(api, code, start, message) {
  const error = await caught(callMolroo(api, `/${code}`, { method: "POST", body: "{}" }));
  assert.equal(error.message, code === "UNAUTHORIZED" ? start : start + message);
}

async function checkRetries(api, code, isTransient) {
  let path = api.flaky(code, 2);
  const attempt = () => withRetry(api, () => callMolroo(api, path));
  if (!isTransient) {
    await caught(attempt());
    assert.deepEqual([await api.attempts(path), api.clock.take()], [1, []]);
    return;
  }
  assert.deepEqual(await attempt(), { ok: true, attempts: 3 });
  if (code === "RATE_LIMIT") {
    // It is called again until it is over; the others for three times at most.
    assert.deepEqual(api.clock.take(), [5000, 5000]);
    return;
  }
  assertJittered(api.clock.take(), 2);
  path = api.flaky(code, 9);
  await caught(attempt());
  assert.equal(await api.attempts(path), 4);
  assertJittered(api.clock.take(), 3);
}

async function checkRetryAfter(api) {
  const path = api.flaky("RATE_LIMIT", 2, { retry_after: 7 });
  assert.deepEqual(await callMolroo(api, path), { ok: true, attempts: 3 });
  assert.deepEqual(api.clock.take(), [7000, 7000]);
}
