// Runs every client against the example server: `node run.mjs http://127.0.0.1:8080`.

import { Api, Report } from "./wire.mjs";

const root = process.argv[2];
let failed = 0;
for (const name of ["molroo", "persona-sdk", "role-sessions", "message-analysis", "unleeshed", "problem"]) {
  const { check } = await import(`./${name}.mjs`);
  const report = new Report(`node fetch ${name}`);
  await check(report, new Api(root, name));
  failed += report.close();
}
const { check } = await import("./molroo-socket.mjs");
const report = new Report("node ws molroo-socket");
await check(report, root, new Api(root, "molroo-socket"));
failed += report.close();
process.exitCode = failed > 0 ? 1 : 0;
