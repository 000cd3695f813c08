// The WebSocket of molroo-api, as its guide tells a user: errors by code, and reconnection by close code.

import assert from "node:assert/strict";
import { once } from "node:events";
import { WebSocket } from "ws";
import { assertJittered, Clock, PATIENCE } from "./wire.mjs";

const CODES = ["INVALID_MESSAGE", "UNAUTHORIZED", "SESSION_NOT_FOUND", "RATE_LIMIT"];

// The table of close codes: how to connect again, if at all.
const CLOSE_CODES = { 1000: null, 1001: "short delay", 1006: "backoff", 1008: null, 1011: "backoff" };
const SHORT_DELAY = 1000;

class Socket {
  clock = new Clock();
  token = 1;
  session = 1;
  interval = 0;
  connections = 0;
  closedBy = [];

  constructor(root) {
    this.root = root.replace("http", "ws");
  }

  async connect() {
    this.connections += 1;
    this.closed = false;
    const ws = new WebSocket(`${this.root}/molroo/ws?token=${this.token}`);
    this.ws = ws;
    ws.onclose = (event) => {
      // A socket that was given up has a successor.
      if (this.ws === ws) this.settled = this.onClose(event);
    };
    ws.onerror = (error) => assert.fail(error.message);
    await once(ws, "open");
    return this;
  }

  // Sends a message; the answer is null where the connection ended.
  async ask(message) {
    const ws = this.ws;
    await this.clock.sleep(this.interval);
    const answer = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("no answer")), PATIENCE).unref();
      ws.onmessage = (event) => resolve(JSON.parse(event.data));
      ws.addEventListener("close", () => resolve(null));
    });
    ws.send(typeof message === "string" ? message : JSON.stringify(message));
    const msg = await answer;
    if (msg === null) await this.settled;
    else if (msg.type === "error") await this.onError(msg);
    return msg;
  }

  async onError(msg) {
    switch (msg.code) {
      case "UNAUTHORIZED": {
        // Token expired or invalid: reconnect with a fresh one.
        const old = this.ws;
        this.token += 1;
        await this.connect();
        old.close();
        break;
      }
      case "RATE_LIMIT":
        this.interval = Math.max(2 * this.interval, 1000);
        break;
      case "SESSION_NOT_FOUND":
        this.session += 1;
        break;
    }
  }

  async onClose(event) {
    this.closedBy.push([event.code, event.reason]);
    // A code that the table does not have is an abnormal close.
    const reconnect = event.code in CLOSE_CODES ? CLOSE_CODES[event.code] : "backoff";
    if (reconnect === null) return;
    await this.clock.sleep(reconnect === "backoff" ? 1000 * (0.5 + Math.random() * 0.5) : SHORT_DELAY);
    await this.connect();
  }

  // The guide's normal closure.
  async close() {
    const ended = once(this.ws, "close");
    this.ws.close(1000);
    await ended;
    await this.settled;
  }
}

export async function check(report, root, api) {
  await report.check("codes", async () => assert.deepEqual(Object.keys(await api.codes()).sort(), [...CODES].sort()));
  for (const code of CODES) await report.check(code, () => checkError(root, code));
  await report.check("messages that are malformed", () => checkMalformed(root));
  for (const code of [...Object.keys(CLOSE_CODES).map(Number), 3000, 4999]) {
    await report.check(`close ${code}`, () => checkClose(root, code));
  }
  await report.check("codes that may not be sent", () => checkUnsendable(root));
  await report.check("a long reason", () => checkReason(root));
}

async function checkError(root, code) {
  const client = await new Socket(root).connect();
  const answer = await client.ask({ type: "error", code });
  assert.deepEqual([Object.keys(answer), answer.type, answer.code], [["type", "code", "message"], "error", code]);
  const expected = { UNAUTHORIZED: [2, 2, 0, 1], RATE_LIMIT: [1, 1, 1000, 1], SESSION_NOT_FOUND: [1, 1, 0, 2] };
  assert.deepEqual([client.connections, client.token, client.interval, client.session], expected[code] ?? [1, 1, 0, 1]);
  assert.deepEqual(await client.ask({ type: "ping" }), { type: "pong" });
  await client.close();
  assert.equal(client.closedBy.at(-1)[0], 1000);
}

async function checkMalformed(root) {
  const client = await new Socket(root).connect();
  const printed = { type: "error", code: "INVALID_MESSAGE", message: "Unknown message type: foo" };
  assert.deepEqual(await client.ask({ type: "foo" }), printed);
  assert.equal((await client.ask("not JSON")).message, "Malformed JSON");
  // The format is fixed, and the same connection takes it.
  assert.deepEqual(await client.ask({ type: "ping" }), { type: "pong" });
  assert.equal(client.connections, 1);
  await client.close();
}

async function checkClose(root, code) {
  const client = await new Socket(root).connect();
  // 1006 is what a client makes of an end without a close frame.
  await client.ask(code === 1006 ? { type: "drop" } : { type: "close", code });
  assert.equal(client.closedBy[0][0], code);
  const reconnect = code in CLOSE_CODES ? CLOSE_CODES[code] : "backoff";
  assert.equal(client.connections, reconnect ? 2 : 1);
  assertJittered(client.clock.take().filter((delay) => delay > 0), reconnect ? 1 : 0);
  if (reconnect) {
    assert.deepEqual(await client.ask({ type: "ping" }), { type: "pong" });
    await client.close();
  }
}

async function checkUnsendable(root) {
  const client = await new Socket(root).connect();
  for (const code of [1004, 1005, 1006, 1015, 2999, 5000]) {
    assert.equal((await client.ask({ type: "close", code })).code, "INVALID_MESSAGE");
  }
  assert.equal(client.connections, 1);
  await client.close();
}

async function checkReason(root) {
  const client = await new Socket(root).connect();
  await client.ask({ type: "close", code: 1008, reason: "€".repeat(50) });
  assert.deepEqual(client.closedBy, [[1008, "€".repeat(41)]]);
}
