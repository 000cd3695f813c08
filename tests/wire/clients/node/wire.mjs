// What the clients stand on: fetch, a clock that can be hurried, and a report.

import assert from "node:assert/strict";

// A client that is told to wait an hour waits 36 ms.
const TIME_SCALE = Number(process.env.CLIENT_TIME_SCALE ?? "0.00001");

// For what the server answers at once, if at all.
export const PATIENCE = 10000;

export class Clock {
  asked = [];

  // Sleeps for a fraction of what it is told, and remembers what that was.
  async sleep(milliseconds) {
    this.asked.push(milliseconds);
    await new Promise((resolve) => setTimeout(resolve, milliseconds * TIME_SCALE));
  }

  take() {
    return this.asked.splice(0);
  }
}

let keys = 0;

// What `flaky` answers in the end, in the style of the API's document.
export function success(catalogue, attempts, requestId) {
  const data = { attempts };
  if (catalogue === "message-analysis") return { success: true, data, meta: { request_id: requestId } };
  return catalogue === "unleeshed" ? { success: true, data } : { ok: true, attempts };
}

export class Api {
  constructor(root, catalogue) {
    this.url = `${root}/${catalogue}`;
    this.clock = new Clock();
  }

  fetch(path, options) {
    return fetch(this.url + path, { signal: AbortSignal.timeout(PATIENCE), ...options });
  }

  async codes() {
    const { codes } = await (await this.fetch("")).json();
    return Object.fromEntries(codes.map((row) => [row.code, row]));
  }

  // The path of an error that goes away after `fail` requests.
  flaky(code, fail, details = {}) {
    return `/flaky/${code}?${new URLSearchParams({ fail, key: `node-${process.pid}-${keys++}`, ...details })}`;
  }

  // How many requests a path of `flaky` has seen.
  async attempts(path) {
    const response = await this.fetch(path.replace(/fail=\d+/, "fail=0"));
    const body = await response.json();
    return (body.data ?? body).attempts - 1;
  }
}

export class Report {
  passed = 0;
  failed = 0;

  constructor(name) {
    this.name = name;
  }

  async check(name, action) {
    try {
      await action();
      this.passed += 1;
    } catch (error) {
      this.failed += 1;
      console.log(`FAILED ${this.name}: ${name}\n${error.stack}`);
    }
  }

  close() {
    console.log(`${this.name}: ${this.passed} passed, ${this.failed} failed`);
    return this.failed;
  }
}

// The error that a promise ends with; anything else is a failure.
export async function caught(promise) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  assert.fail(`no error: ${JSON.stringify(value)}`);
}

// Delays of a jittered exponential backoff from one second.
export function assertJittered(delays, count) {
  assert.equal(delays.length, count);
  delays.forEach((delay, attempt) => {
    const most = Math.min(1000 * 2 ** attempt, 30000);
    assert.ok(delay >= most / 2 && delay <= most, `${delays}`);
  });
}
