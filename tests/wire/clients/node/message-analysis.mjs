// Message analysis, as its page tells a user: `success` first, then the code; the request id for support.

import assert from "node:assert/strict";
import { Api, caught, success } from "./wire.mjs";

const CODES = {
  INVALID_INPUT: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  CONTENT_BLOCKED: 422,
  RATE_LIMIT_EXCEEDED: 429,
  DAILY_QUOTA_EXCEEDED: 429,
  MONTHLY_QUOTA_EXCEEDED: 429,
  INTERNAL_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
};
const MAX_RETRIES = 3;

async function analyzeMessage(api, path, log) {
  for (let attempt = 0; ; attempt++) {
    let response;
    try {
      response = await (await api.fetch(path, { method: "POST", headers: { "x-request-id": "support-1" } })).json();
    } catch (error) {
      log.push("Network error:");
      throw error;
    }
    if (response.success) return response;
    log.push(`Error: ${response.error.code} (${response.meta.request_id})`, `Message: ${response.error.message}`);
    // The one code that the page backs off for: a quota does not come back in seconds.
    if (response.error.code !== "RATE_LIMIT_EXCEEDED" || attempt === MAX_RETRIES) return response;
    await api.clock.sleep(1000 * 2 ** attempt);
  }
}

export async function check(report, api) {
  const listed = await api.codes();
  const statuses = Object.fromEntries(Object.values(listed).map((row) => [row.code, row.status]));
  await report.check("codes", () => assert.deepEqual(statuses, CODES));
  for (const row of Object.values(listed)) await report.check(row.code, () => checkCode(api, row));
  await report.check("RATE_LIMIT_EXCEEDED goes away", () => checkFlaky(api));
  await report.check("a quota", () => checkQuota(api));
  await report.check("a server that is not there", () => checkNetwork());
}

async function checkCode(api, { code, status, message }) {
  assert.equal((await api.fetch(`/${code}`)).status, status);
  const [log, path] = [[], api.flaky(code, 9)];
  const response = await analyzeMessage(api, path, log);
  assert.deepEqual(Object.keys(response), ["success", "data", "error", "meta"]);
  assert.deepEqual([response.success, response.data, response.meta], [false, null, { request_id: "support-1" }]);
  assert.deepEqual(Object.keys(response.error), ["code", "message", "details"]);
  assert.deepEqual(log.slice(-2), [`Error: ${code} (support-1)`, `Message: ${message}`]);
  const delays = code === "RATE_LIMIT_EXCEEDED" ? [1000, 2000, 4000] : [];
  assert.deepEqual(api.clock.take(), delays);
  assert.equal(await api.attempts(path), delays.length + 1);
}

async function checkFlaky(api) {
  const response = await analyzeMessage(api, api.flaky("RATE_LIMIT_EXCEEDED", 2), []);
  assert.deepEqual(response, success("message-analysis", 3, "support-1"));
  assert.deepEqual(api.clock.take(), [1000, 2000]);
}

async function checkQuota(api) {
  const { error } = await analyzeMessage(api, "/DAILY_QUOTA_EXCEEDED", []);
  assert.equal(error.message, "Daily request limit exceeded. You've used 120 of 100 requests for today.");
  assert.deepEqual(error.details, { daily_limit: 100, daily_usage: 120, plan: "free" });
}

async function checkNetwork() {
  const log = [];
  await caught(analyzeMessage(new Api("http://127.0.0.1:9", "message-analysis"), "/FORBIDDEN", log));
  assert.deepEqual(log, ["Network error:"]);
}
