// ajv on the schema of the catalogue language: every catalogue passes, and every case that has the wrong shape does not.
import { readFileSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

const root = pathToFileURL(`${process.env.ROOT}/`);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const catalogues = (folder) =>
  readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".yaml")).map((name) => `${folder}${name}`);

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
const validate = ajv.compile(JSON.parse(read("specs/catalogue.schema.json")));
const passes = (path) => validate(JSON.parse(JSON.stringify(parse(read(path)))));

// Which rules are about the shape alone is written down once, where the other validator is asked.
const source = read("errors-cli/tests/schema.rs");
const words = (name) => [...source.match(new RegExp(`const ${name}:[^;]*;`))[0].matchAll(/"([^"]+)"/g)].map((m) => m[1]);
const [structural, beyond] = [words("STRUCTURAL"), words("BEYOND_SHAPE")];
const isStructural = (path) => {
  const name = path.split("/").pop();
  return structural.some((rule) => name.startsWith(rule)) && !beyond.includes(name);
};

let failed = 0;
let checked = 0;
const expect = (path, expected) => {
  checked += 1;
  if (passes(path) === expected) return;
  failed += 1;
  console.error(`${path} ${expected ? ajv.errorsText(validate.errors) : "passes"}`);
};
for (const path of [...catalogues("specs/"), ...catalogues("errors-catalogue/tests/cases/valid/")]) expect(path, true);
for (const path of catalogues("errors-catalogue/tests/cases/invalid/").filter(isStructural)) expect(path, false);
console.log(`schema: ${checked - failed} passed, ${failed} failed`);
process.exit(failed === 0 && checked > 30 ? 0 : 1);
