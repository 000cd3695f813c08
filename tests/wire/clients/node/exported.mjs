// The TypeScript modules that `errors export` writes, compiled, against the example server:
// `node exported.mjs http://127.0.0.1:8080 FOLDER`.

import assert from "node:assert/strict";
import { WebSocket } from "ws";
import { moduleOf, plain } from "./conformance.mjs";
import { Api, PATIENCE, Report, caught } from "./wire.mjs";

const [root, folder] = process.argv.slice(2);
let failed = 0;
const { catalogues } = await (await fetch(root, { signal: AbortSignal.timeout(PATIENCE) })).json();
for (const { catalogue } of catalogues) {
  const report = new Report(`node export ${catalogue}`);
  await checkCatalogue(report, catalogue);
  failed += report.close();
}
process.exit(failed > 0 ? 1 : 0);

async function checkCatalogue(report, name) {
  const [module, base] = await moduleOf(folder, name);
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
    assert.equal(error.userMessage ?? null, row.user_message);
  }
  const examples = Object.fromEntries(readable.map(({ name, example }) => [name, example]));
  assert.deepEqual(plain(error.details), plain(examples));
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
