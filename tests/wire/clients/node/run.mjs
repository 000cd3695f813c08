// Runs every client against the example server: `node run.mjs http://127.0.0.1:8080`.

import assert from "node:assert/strict";
import * as socket from "./molroo-socket.mjs";
import { Api, Report } from "./wire.mjs";

const CLIENTS = ["molroo", "persona-sdk", "role-sessions", "message-analysis", "unleeshed", "problem"];

const root = process.argv[2];
let report = new Report("node catalogues");
await report.check("each has a client", checkCatalogues);
let failed = report.close();
for (const name of CLIENTS) {
  const { check } = await import(`./${name}.mjs`);
  report = new Report(`node fetch ${name}`);
  await check(report, new Api(root, name));
  failed += report.close();
}
report = new Report("node ws molroo-socket");
await socket.check(report, root, new Api(root, "molroo-socket"));
failed += report.close();

async function checkCatalogues() {
  const { catalogues } = await (await fetch(root)).json();
  assert.deepEqual(catalogues.map((row) => row.catalogue).sort(), [...CLIENTS, "molroo-socket"].sort());
}

// A failed check may leave a socket open, which must not keep this running.
process.exit(failed > 0 ? 1 : 0);
