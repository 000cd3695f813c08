// Problem details, as RFC 9457 tells a generic client to read them.

import assert from "node:assert/strict";

async function readProblem(response) {
  assert.match(response.headers.get("Content-Type"), /^application\/problem\+json(;|$)/);
  const { type = "about:blank", title, status = response.status, detail, instance, ...extensions } = await response.json();
  return { type, title, status, detail, instance, extensions };
}

export async function check(report, api) {
  for (const row of Object.values(await api.codes())) await report.check(row.code, () => checkCode(api, row));
  await report.check("the example of the RFC", () => checkExample(api));
}

async function checkCode(api, row) {
  const response = await api.fetch(`/${row.code}`);
  const { title, status, detail, extensions } = await readProblem(response);
  assert.deepEqual([status, response.status, detail], [row.status, row.status, row.message]);
  assert.ok(title);
  const inBody = row.details.filter((one) => one.in === "body").map((one) => [one.name, one.example]);
  assert.deepEqual(extensions, { code: row.code, ...Object.fromEntries(inBody) });
  assert.equal(response.headers.get("Retry-After"), row.retry_after === null ? null : String(row.retry_after));
}

async function checkExample(api) {
  const problem = await readProblem(await api.fetch("/out-of-credit"));
  assert.equal(problem.type, "https://example.com/probs/out-of-credit");
  assert.equal(problem.title, "You do not have enough credit.");
  assert.equal(problem.detail, "Your current balance is 30, but that costs 50.");
  assert.equal(problem.extensions.balance, 30);
  assert.equal((await readProblem(await api.fetch("/not-found"))).type, "about:blank");
}
