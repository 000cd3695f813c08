// markdown-it, with HTML and bare links on, and pages and reports of hostile texts: it finds what a harmless text would have
// given.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";

const root = join(process.env.WORK, "hostile");
const reader = new MarkdownIt("default", { html: true, linkify: true });
// GitHub makes no links of these.
reader.linkify.add("//", null).add("ftp:", null);
// Its own opinion of links would hide ours.
reader.validateLink = () => true;

const tokens = (markdown) => reader.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
const docs = (name, kind) =>
  execFileSync(process.env.ERRORS, ["docs", `${kind}.yaml`], { cwd: join(root, name), encoding: "utf8" });
const changes = (name) =>
  spawnSync(process.env.ERRORS, ["diff", "../harmless/plain.yaml", "plain.yaml", "--format", "markdown"], {
    cwd: join(root, name),
    encoding: "utf8",
  }).stdout;

const OWN_HTML = /^(<a id="[^"<>]*">|<\/a>|<br>|\s)*$/;

function assertSafe(what, markdown) {
  for (const token of tokens(markdown)) {
    assert.notEqual(token.type, "image", `${what}: ${token.content}`);
    if (token.type.startsWith("html")) assert.match(token.content, OWN_HTML, what);
    const target = token.attrGet("href");
    if (target !== null) assert.match(target, /^(#|https?:|mailto:)/i, what);
  }
}

// Code and links to the web are what a plain text may have, too.
const structure = (markdown) =>
  tokens(markdown)
    .filter((token) => !["text", "code_inline", "link_open", "link_close", "text_special"].includes(token.type))
    .map((token) => token.type + token.tag);

const names = readdirSync(root).filter((name) => name !== "harmless");
const expected = structure(docs("harmless", "plain"));
for (const name of names) {
  const page = docs(name, "plain");
  assert.deepEqual(structure(page), expected, name);
  for (const markdown of [page, docs(name, "prose"), changes(name)]) assertSafe(name, markdown);
}
assert(names.length > 30);
console.log(`markdown-it: ${3 * names.length} pages and reports have what a harmless text would have given`);
