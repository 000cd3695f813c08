// The TypeScript modules that `errors export` writes, compiled, against what errors-runtime finds in responses:
// `node conformance.mjs FOLDER CASES...`.
//
// CASES are files like those in `tests/conformance`, which `docs/decoder.md` describes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Report } from "./wire.mjs";

// Answers that these modules do not have.
const UNTOLD = ["received", "typed", "encodes_again", "rate_limit"];

// The module of a catalogue, and its base class.
export async function moduleOf(folder, path) {
  const words = basename(path, ".yaml").split(/[-_]/);
  const module = await import(pathToFileURL(resolve(folder, `${words.join("_")}.js`)));
  return [module, module[`${words.map((word) => word[0].toUpperCase() + word.slice(1)).join("")}Error`]];
}

// A text, or a list of texts and of texts with how often each is repeated.
function textOf(written) {
  const parts = typeof written === "string" ? [written] : written;
  return parts.map((part) => (typeof part === "string" ? part : part[0].repeat(part[1]))).join("");
}

function bytesOf({ body = "", hex }) {
  return hex === undefined ? Buffer.from(textOf(body)) : Buffer.from(hex, "hex");
}

// JSON in which what is absent or null is left out.
export function plain(value) {
  return JSON.parse(JSON.stringify(value), (_, member) => (member === null ? undefined : member));
}

// The answers that say something.
function compact(answers) {
  const says = (it) => ![undefined, null, false].includes(it) && (typeof it !== "object" || Object.keys(it).length > 0);
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => says(answer)));
}

function told(error) {
  const { code, known, message, context, retryable, fixes, severity, category } = error;
  const delay = error.retryAfterMs;
  return compact({
    ...{ code, known, message, context, retryable, fixes, severity, category },
    details: plain(error.details),
    retry_after_ms: delay === undefined ? undefined : Math.round(delay * 1000) / 1000,
    user_message: error.userMessage,
    docs_url: error.docsUrl,
  });
}

function checkCase(module, base, it) {
  const { status } = it;
  const headers = (it.headers ?? []).map(([name, value]) => [name, textOf(value)]);
  const bytes = bytesOf(it);
  const body = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const { class: names, untyped = {}, kept = bytes.length, text, ...others } = it.expect;
  UNTOLD.forEach((name) => delete others[name]);
  const error = module.decodeError(status, headers, body);
  const details = plain(others.details ?? {});
  assert.deepEqual(told(error), compact({ message: text, ...others, details }));
  assert.deepEqual([error.status, Buffer.byteLength(error.body)], [status, kept]);
  assert.ok(error instanceof base && error instanceof Error);
  if (names !== undefined) {
    checkClass(base, error, names.typescript);
  }
  const received = Object.keys(untyped).map((name) => [name, error.detail(name)]);
  assert.deepEqual(plain(Object.fromEntries(received)), plain(untyped));
  Object.keys(details).forEach((name) => assert.notEqual(error.detail(name), undefined));
  if (status === 0 && headers.length === 0 && module.decodeFrame !== undefined) {
    const frame = module.decodeFrame(body);
    assert.deepEqual(frame && told(frame), error.code === undefined ? undefined : told(error));
  }
}

function checkClass(base, error, name) {
  assert.equal(error.name, error.constructor.name);
  // A name that is taken gets the catalogue's before it.
  const prefixed = base.name.slice(0, -"Error".length) + name;
  const names = name === null ? [base.name] : [name, prefixed, `${prefixed}2`];
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
  for (const { status, headers, body } of cases) {
    const error = module.decodeError(status, headers, body);
    const delay = module.retryDelayMs(0, error);
    assert.equal(delay !== undefined, error.retryable);
    assert.ok(delay === undefined || delay === (error.retryAfterMs ?? delay));
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
  assert.deepEqual(rows.map((row) => ({ ...row, action: row.action ?? null })), listed);
}

async function checkFile(folder, path) {
  const document = JSON.parse(readFileSync(path, "utf8"));
  const [module, base] = await moduleOf(folder, document.catalogue);
  const report = new Report(`node ${basename(dirname(path))} ${basename(path, ".json")}`);
  for (const it of document.cases) {
    await report.check(it.name, () => checkCase(module, base, it));
  }
  if (document.codes !== undefined) {
    await report.check("codes", () => assert.deepEqual(Object.values(module.ErrorCode), document.codes));
    await report.check("retry policy", () => checkRetry(module, document));
    await report.check("headers of each kind", () => checkHeaders(module));
  }
  if (document.close_codes?.length > 0) {
    await report.check("close codes", () => checkCloseCodes(module, document.close_codes));
  }
  return report.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...files] = process.argv.slice(2);
  let failed = 0;
  for (const path of files) {
    failed += await checkFile(folder, path);
  }
  process.exit(failed > 0 ? 1 : 0);
}
