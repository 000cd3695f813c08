// What the parser of TypeScript makes of exported clients of hostile texts, and of a harmless one: `hostile.mjs FOLDER`.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

import { Report } from "./wire.mjs";

const folder = join(process.argv[2], "typescript");

// The kinds of nodes, those of documentation included, in order.
function structure(file) {
  const source = ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.ES2020, true);
  assert.deepEqual(source.parseDiagnostics, []);
  const kinds = [];
  const visit = (node) => {
    kinds.push(ts.SyntaxKind[node.kind]);
    for (const comment of node.jsDoc ?? []) visit(comment);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return kinds;
}

const report = new Report("hostile texts in TypeScript");
const expected = structure("harmless.ts");
for (const file of readdirSync(folder)) {
  await report.check(file, () => assert.deepEqual(structure(file), expected));
}
process.exit(report.close() ? 1 : 0);
