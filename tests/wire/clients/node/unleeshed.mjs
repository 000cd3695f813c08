// Unleeshed, by the patterns of its page: retries, graceful degradation, messages for users, alerts.

import assert from "node:assert/strict";
import { caught, success } from "./wire.mjs";

const CODES = {
  unauthorized: 401,
  not_licensed: 403,
  invalid_request: 400,
  rate_limit_exceeded: 429,
  not_found: 404,
  internal_error: 500,
};
const ERROR_MESSAGES = {
  unauthorized: "Authentication failed. Please contact support.",
  not_licensed: "This content is not available.",
  rate_limit_exceeded: "Too many requests. Please wait a moment.",
  invalid_request: "Invalid request. Please check your input.",
  not_found: "Content not found.",
  internal_error: "Something went wrong. Please try again.",
};

class UnleeshedError extends Error {
  constructor(code, message, status, details = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

async function apiRequest(api, path, options = {}) {
  const response = await api.fetch(path, {
    ...options,
    headers: { "X-Api-Key": "pk_live_1", "Content-Type": "application/json", ...options.headers },
  });
  const data = await response.json();
  if (!response.ok) {
    throw new UnleeshedError(data.error.code, data.error.message, response.status, data.error.details);
  }
  return data;
}

async function requestWithRetry(api, path, options = {}, maxRetries = 3) {
  let lastError;
  for (let attempt = 0; attempt < maxRetries; attempt++) {
    try {
      return await apiRequest(api, path, options);
    } catch (error) {
      lastError = error;
      // Don't retry client errors (except rate limits)
      if (error.status >= 400 && error.status < 500 && error.status !== 429) throw error;
      const delay =
        error.status === 429 ? (error.details.retry_after || 60) * 1000 : Math.min(1000 * Math.pow(2, attempt), 30000);
      await api.clock.sleep(delay);
    }
  }
  throw lastError;
}

async function getCommentariesSafely(api, path) {
  try {
    return { success: true, data: await apiRequest(api, path) };
  } catch (error) {
    if (error.code === "rate_limit_exceeded") {
      return { success: false, error: "Please try again in a few minutes", retryAfter: error.details.retry_after };
    }
    if (error.code === "not_found") return { success: false, error: "Commentary not found" };
    return { success: false, error: "Unable to load commentary. Please try again." };
  }
}

function getUserMessage(error) {
  return ERROR_MESSAGES[error.code] || ERROR_MESSAGES.internal_error;
}

function trackError(error, alerts) {
  if (error.status >= 500 || error.code === "unauthorized") alerts.push(`Unleeshed API Error: ${error.code}`);
}

export async function check(report, api) {
  const listed = await api.codes();
  const statuses = Object.fromEntries(Object.values(listed).map((row) => [row.code, row.status]));
  await report.check("codes", () => assert.deepEqual(statuses, CODES));
  for (const row of Object.values(listed)) {
    await report.check(row.code, () => checkCode(api, row));
    await report.check(`${row.code} is retried`, () => checkRetries(api, row.code));
    await report.check(`${row.code} degrades`, () => checkDegradation(api, row.code));
  }
  await report.check("printed bodies", () => checkPrinted(api));
  await report.check("success", () => checkSuccess(api));
}

async function checkCode(api, row) {
  const error = await caught(apiRequest(api, `/${row.code}`));
  assert.ok(error instanceof UnleeshedError);
  assert.deepEqual([error.code, error.status, error.message], [row.code, row.status, row.message]);
  // The catalogue's words for users and its severity are the page's.
  assert.equal(getUserMessage(error), row.user_message);
  const alerts = [];
  trackError(error, alerts);
  assert.deepEqual(alerts, row.severity === "critical" ? [`Unleeshed API Error: ${row.code}`] : []);
}

async function checkRetries(api, code) {
  const delays = { rate_limit_exceeded: [3600000, 3600000, 3600000], internal_error: [1000, 2000, 4000] }[code];
  const path = api.flaky(code, 9);
  await caught(requestWithRetry(api, path));
  // The page's loop waits once more after its third and last request.
  assert.deepEqual([await api.attempts(path), api.clock.take()], delays ? [3, delays] : [1, []]);
  if (delays) {
    assert.deepEqual(await requestWithRetry(api, api.flaky(code, 2)), success("unleeshed", 3));
    assert.deepEqual(api.clock.take(), delays.slice(0, 2));
  }
}

async function checkDegradation(api, code) {
  const expected = {
    rate_limit_exceeded: { error: "Please try again in a few minutes", retryAfter: 3600 },
    not_found: { error: "Commentary not found" },
  }[code] ?? { error: "Unable to load commentary. Please try again." };
  assert.deepEqual(await getCommentariesSafely(api, `/${code}`), { success: false, ...expected });
}

async function checkPrinted(api) {
  const details = async (code) => (await caught(apiRequest(api, `/${code}`))).details;
  assert.deepEqual(await details("unauthorized"), {});
  assert.deepEqual(await details("not_licensed"), { persona_id: "persona-abc..." });
  assert.deepEqual(await details("invalid_request"), { field: "content", constraint: "length" });
  assert.deepEqual(await details("rate_limit_exceeded"), { retry_after: 3600, limit: 1000, remaining: 0 });
  assert.equal((await (await api.fetch("/not_found")).json()).success, false);
}

async function checkSuccess(api) {
  const path = api.flaky("internal_error", 0);
  assert.deepEqual(await getCommentariesSafely(api, path), { success: true, data: success("unleeshed", 1) });
}
