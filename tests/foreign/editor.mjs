// yaml-language-server, over its standard streams as an editor speaks to it: with the schema of the catalogue language it
// completes keys and words, says what a key is for, and underlines what is wrong.
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { ROOT, WORK } = process.env;
const folder = `${WORK}/editor`;
mkdirSync(folder, { recursive: true });
copyFileSync(`${ROOT}/specs/catalogue.schema.json`, `${folder}/catalogue.schema.json`);

let passed = 0;
let failed = 0;
function check(name, holds, found) {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.error(`${name}: ${JSON.stringify(found)}`);
  }
}

const path = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
const server = spawn(process.execPath, [path, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const answers = new Map();
const underlined = new Map();
let requests = 0;
let documents = 0;
let unread = Buffer.alloc(0);

function send(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  server.stdin.write(body);
}
function ask(method, params) {
  requests += 1;
  send({ id: requests, method, params });
  return new Promise((answer) => answers.set(requests, answer));
}
function receive({ id, method, params, result, error }) {
  if (method === "textDocument/publishDiagnostics") underlined.get(params.uri)?.(params.diagnostics);
  else if (method === "workspace/configuration") send({ id, result: params.items.map(({ section }) => (section === "yaml" ? settings : null)) });
  else if (method !== undefined && id !== undefined) send({ id, result: null });
  else if (method === undefined) answers.get(id)?.(error ?? result);
}
server.stdout.on("data", (bytes) => {
  unread = Buffer.concat([unread, bytes]);
  for (;;) {
    const head = unread.indexOf("\r\n\r\n");
    if (head < 0) return;
    const end = head + 4 + Number(/Content-Length: (\d+)/i.exec(unread.subarray(0, head).toString())[1]);
    if (unread.length < end) return;
    const message = JSON.parse(unread.subarray(head + 4, end).toString());
    unread = unread.subarray(end);
    receive(message);
  }
});

const settings = { completion: true, hover: true, validate: true, schemaStore: { enable: false } };
const textDocument = { completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } }, hover: { contentFormat: ["markdown"] }, publishDiagnostics: {} };
await ask("initialize", { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true }, textDocument } });
send({ method: "initialized", params: {} });

// Opens a text whose first line names the schema, as the help of `errors schema` says; `|` is where the cursor stands.
function open(text) {
  const at = text.indexOf("|");
  const before = text.slice(0, at < 0 ? 0 : at).split("\n");
  documents += 1;
  const uri = pathToFileURL(`${folder}/catalogue-${documents}.yaml`).href;
  const found = new Promise((done) => underlined.set(uri, done));
  const whole = `# yaml-language-server: $schema=catalogue.schema.json\n${at < 0 ? text : text.slice(0, at) + text.slice(at + 1)}`;
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text: whole } } });
  return { found, place: { textDocument: { uri }, position: { line: before.length, character: before.at(-1).length } } };
}

async function offers(name, text, ...wanted) {
  const { items } = await ask("textDocument/completion", open(text).place);
  const labels = items.map(({ label }) => label);
  check(`offers ${name}`, wanted.every((word) => labels.includes(word)), labels);
  return items;
}
async function says(name, text, wanted) {
  const hover = await ask("textDocument/hover", open(text).place);
  check(`says what ${name} is`, hover?.contents?.value.replaceAll("\\", "").includes(wanted), hover);
}
async function underlines(name, text, ...wanted) {
  const found = (await open(text).found).map(({ message, range }) => [range.start.line, message]);
  const are = wanted.length === found.length && wanted.every(([line, words], at) => found[at][0] === line && found[at][1].includes(words));
  check(`underlines ${name}`, are, found);
}

const entry = "catalogue: acme\nerrors:\n  NOT_FOUND:\n    message: Nothing is here\n";
await offers("the keys of a catalogue", "catalogue: acme\ne|", "envelope", "errors", "exceptions", "include");
const keys = await offers("the keys of an entry", `${entry}    sta|`, "status", "severity", "retry_after", "user_message");
check("documents a key", keys.some(({ label, documentation }) => label === "status" && documentation?.includes("400 to 599")), keys);
check("does not offer what is there", !keys.some(({ label }) => label === "message"), keys);
await offers("the usual statuses", `${entry}    status: |`, "404", "429", "503");
await offers("severities", `${entry}    status: 404\n    severity: |`, "info", "warning", "error", "critical");
await offers("types of details", `${entry}    status: 404\n    details:\n      id: |`, "string", "u32", "json");
await offers("places of details", `${entry}    status: 404\n    details:\n      id:\n        type: string\n        in: |`, "body", "header", "message");
await offers("tokens", "catalogue: acme\nenvelope:\n  code: |", "$code", "$message", "$details");
await offers("tokens further in", "catalogue: acme\nenvelope:\n  error:\n    code: |", "$code", "$retry_after");
await offers("problem details", "catalogue: acme\nenvelope: |", "problem");
await offers("what a client does after a close", "catalogue: acme\nclose_codes:\n  1008:\n    meaning: Policy\n    reconnect: |", "never", "backoff", "immediately");
await offers("lints", "catalogue: acme\nlints:\n  miss|", "missing-fix");
await says("an entry's status", `${entry}    sta|tus: 404`, "The HTTP status, 400 to 599");
await says("a detail's type", `${entry}    status: 404\n    details:\n      id: { ty|pe: string }`, "a trailing `?` makes it optional");
await says("the catalogue's name", "cata|logue: acme", "The catalogue's name");
await underlines("an unknown key", `${entry}    status: 404\n    stauts: 404\n`, [6, "stauts"]);
await underlines("a status that is no error", `${entry}    status: 200\n`, [5, "400"]);
await underlines("a wrong word", `${entry}    status: 404\n    severity: fatal\n`, [6, "critical"]);
for (const name of ["molroo", "molroo-socket", "unleeshed", "problem"]) {
  await underlines(`nothing in ${name}`, readFileSync(`${ROOT}/specs/${name}.yaml`, "utf8").replaceAll("|", "/"));
}

await ask("shutdown");
send({ method: "exit" });
console.log(`editor: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 20 ? 0 : 1);
