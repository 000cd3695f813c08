// The TypeScript modules that `errors export` writes, compiled, against the example server and against what errors-runtime
// makes of responses: `node exported.mjs http://127.0.0.1:8080 FOLDER DECODED`.
//
// DECODED is what `cargo run --example decoded` prints.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WebSocket } from "ws";
import { Api, PATIENCE, Report, caught } from "./wire.mjs";

// Those have all that a catalogue can say, and no server.
const WITHOUT_SERVER = ["rich", "tour"];

const [root, folder, decoded] = process.argv.slice(2);
let failed = 0;
for (const line of readFileSync(decoded, "utf8").trim().split("\n")) {
  const expected = JSON.parse(line);
  const report = new Report(`node export ${expected.catalogue}`);
  await checkCatalogue(report, expected);
  failed += report.close();
}
process.exit(failed > 0 ? 1 : 0);

async function checkCatalogue(report, expected) {
  const name = expected.catalogue;
  const module = await import(join(folder, `${name.replace("-", "_")}.js`));
  const base = module[`${name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("")}Error`];
  await report.check("codes", () => assert.deepEqual(Object.values(module.ErrorCode), expected.codes));
  await report.check("retry policy", () => checkRetry(module, expected));
  for (const [about, cases] of groups(expected.cases)) {
    await report.check(`decodes ${about}`, () => cases.forEach((it) => checkCase(module, base, it)));
  }
  await report.check("headers of each kind", () => checkHeaders(module));
  if (expected.close_codes.length > 0) {
    await report.check("close codes", () => checkCloseCodes(module, expected.close_codes));
  }
  if (WITHOUT_SERVER.includes(name)) {
    return;
  }
  const api = new Api(root, name);
  const listed = await (await api.fetch("")).json();
  for (const row of listed.codes) {
    if (row.status === null) {
      await report.check(`frame ${row.code}`, () => checkFrame(module, base, row));
    } else {
      await report.check(`answer ${row.code}`, () => checkAnswer(module, base, api, row));
      await report.check(`retry ${row.code}`, () => checkRetried(module, api, row));
    }
  }
  for (const row of listed.close_codes.filter(({ sendable }) => sendable)) {
    await report.check(`close ${row.code}`, () => checkClosed(module, row));
  }
}

// The cases of each code, and those of no code.
function groups(cases) {
  const found = new Map();
  for (const it of cases) {
    const about = it.about.split(", ")[0].split(" by ")[0];
    found.set(about, [...(found.get(about) ?? []), it]);
  }
  return found;
}

function checkCase(module, base, { about, status, headers, body, expected }) {
  const error = module.decodeError(status, headers, body);
  try {
    checkError(base, error, { ...expected, status });
  } catch (problem) {
    throw new Error(`${about}: ${status} ${JSON.stringify(headers)} ${body.slice(0, 2000)}: ${problem.message}`);
  }
}

function orNull(value) {
  return value ?? null;
}

function checkError(base, error, expected) {
  assert.ok(error instanceof base && error instanceof Error);
  const seconds = error.retryAfterMs === undefined ? null : error.retryAfterMs / 1000;
  const answers = {
    status: error.status,
    code: orNull(error.code),
    known: error.known,
    message: error.message,
    retryable: error.retryable,
    retry_after: seconds,
    fixes: error.fixes,
    user_message: orNull(error.userMessage),
    severity: orNull(error.severity),
    category: orNull(error.category),
    docs_url: orNull(error.docsUrl),
    context: error.context,
    kept: new TextEncoder().encode(error.body).length,
    details: withoutNull(error.details),
  };
  const { class: names, details, ...others } = expected;
  assert.deepEqual(answers, { ...others, details: membersOf(details) });
  checkClass(base, error, names.typescript);
  details.forEach(({ name }) => assert.notEqual(error.detail(name), undefined));
}

// An absent value and null are the same to a client.
function withoutNull(value) {
  return JSON.parse(JSON.stringify(value), (_, member) => (member === null ? undefined : member));
}

function membersOf(details) {
  return withoutNull(Object.fromEntries(details.map(({ name, value }) => [name, value])));
}

function checkClass(base, error, name) {
  assert.equal(error.name, error.constructor.name);
  const prefixed = base.name.slice(0, -"Error".length) + name;
  // A name that JavaScript has already gets the catalogue's before it.
  const names = name === null ? [base.name] : name in globalThis ? [prefixed, `${prefixed}2`] : [name];
  assert.ok(names.includes(error.name), `${error.name} is none of ${names}`);
}

function checkRetry(module, { retry, cases }) {
  const near = (actual, seconds) => assert.ok(Math.abs(actual - seconds * 1000) < 1e-3, `${actual} is not ${seconds} s`);
  for (const [attempt, delay] of retry.delays) {
    near(module.backoffMs(attempt), delay);
    for (let time = 0; time < 20; time += 1) {
      const spread = module.retryDelayMs(attempt);
      if (attempt >= retry.max_retries) {
        assert.equal(spread, undefined);
      } else {
        const low = delay * 1000 * (1 - retry.jitter);
        assert.ok(spread >= low - 1e-3 && spread <= delay * 1000 + 1e-3, `${spread}`);
      }
    }
  }
  for (const { about, status, headers, body, expected } of cases) {
    const error = module.decodeError(status, headers, body);
    const delay = module.retryDelayMs(0, error);
    if (!expected.retryable) {
      assert.equal(delay, undefined, about);
    } else if (expected.retry_after !== null) {
      near(delay, expected.retry_after);
    } else {
      assert.ok(delay !== undefined, about);
    }
    assert.equal(module.retryDelayMs(retry.max_retries, error), undefined);
  }
}

async function checkHeaders(module) {
  const pairs = [["Retry-After", "7"]];
  const kinds = [pairs, new Map(pairs), new Headers(pairs), Object.fromEntries(pairs), { "retry-after": ["7", "8"] }];
  kinds.push({ get: (name) => (name.toLowerCase() === "retry-after" ? "7" : null) });
  for (const headers of kinds) {
    assert.equal(module.decodeError(503, headers).retryAfterMs, 7000);
  }
  const broken = { status: 503, headers: new Headers(pairs), text: () => Promise.reject(new TypeError("terminated")) };
  const error = await module.errorFromResponse(broken);
  assert.deepEqual([error.status, error.retryAfterMs, error.body], [503, 7000, ""]);
}

function checkCloseCodes(module, listed) {
  const rows = Object.values(module.CloseCode).map((code) => module.closeCodes.get(code));
  assert.deepEqual(rows.map((row) => ({ ...row, action: orNull(row.action) })), listed);
}

async function checkAnswer(module, base, api, row) {
  const error = await module.errorFromResponse(await api.fetch(`/${row.code}`, { method: "POST" }));
  checkRow(module, base, error, row);
  assert.equal(error.status, row.status);
  assert.equal(error.retryAfterMs ?? null, row.retry_after === null ? null : row.retry_after * 1000);
}

function checkRow(module, base, error, row) {
  assert.ok(error instanceof base && module.isKnown(error) && error.hasCode(row.code));
  assert.deepEqual(
    [error.code, error.message, error.retryable, error.fixes, error.severity],
    [row.code, row.message, row.retryable, row.fix, row.severity],
  );
  const readable = row.details.filter((detail) => detail.in !== "message");
  // A text that is filled with what cannot be read back is the body's alone.
  if (readable.length === row.details.length) {
    assert.equal(orNull(error.userMessage), row.user_message);
  }
  const examples = readable.map(({ name, example }) => ({ name, value: example }));
  assert.deepEqual(withoutNull(error.details), membersOf(examples));
}

// A request, retried as the module advises.
async function call(module, api, path) {
  for (let attempt = 0; ; attempt += 1) {
    const response = await api.fetch(path);
    if (response.ok) {
      return response.json();
    }
    const error = await module.errorFromResponse(response);
    const delay = module.retryDelayMs(attempt, error);
    if (delay === undefined) {
      throw error;
    }
    await api.clock.sleep(delay);
  }
}

async function checkRetried(module, api, row) {
  const path = api.flaky(row.code, 2);
  if (!row.retryable) {
    const error = await caught(call(module, api, path));
    assert.deepEqual([error.code, await api.attempts(path)], [row.code, 1]);
    return;
  }
  const answer = await call(module, api, path);
  assert.equal((answer.data ?? answer).attempts, 3);
  const asked = api.clock.take();
  assert.equal(asked.length, 2);
  assert.ok(row.retry_after === null || asked.every((delay) => delay === row.retry_after * 1000));
}

function open() {
  return new WebSocket(`${root.replace("http", "ws")}/molroo/ws`);
}

function next(socket, event) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${event}`)), PATIENCE);
    socket.once("error", reject);
    socket.once(event, (value) => {
      clearTimeout(late);
      resolve(value);
    });
  });
}

async function checkFrame(module, base, row) {
  const socket = open();
  await next(socket, "open");
  const answer = next(socket, "message");
  socket.send(JSON.stringify({ type: "error", code: row.code }));
  const error = module.decodeFrame(String(await answer));
  checkRow(module, base, error, row);
  assert.equal(error.status, 0);
  const pong = next(socket, "message");
  socket.send('{"type":"ping"}');
  assert.equal(module.decodeFrame(String(await pong)), undefined);
  socket.terminate();
}

async function checkClosed(module, row) {
  const socket = open();
  await next(socket, "open");
  const closed = next(socket, "close");
  socket.send(JSON.stringify({ type: "close", code: row.code }));
  assert.equal(module.closeCodes.get(await closed)?.reconnect, row.reconnect);
}
