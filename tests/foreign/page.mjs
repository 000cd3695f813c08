// The HTML page of every catalogue in headless Chromium: it loads by itself, finds, filters, links, prints, and can be
// used by keyboard, on a phone and in the dark; axe-core finds nothing serious. At the end one page of 10,000 codes.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { parse } from "yaml";

const { ROOT, WORK, ERRORS } = process.env;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
const WIDTHS = [390, 641, 768, 1024, 1280];
// What is left of the paper between its margins.
const A4 = 718;

let passed = 0;
let failed = 0;
function check(name, holds, found = "") {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.error(`${name} ${typeof found === "string" ? found : JSON.stringify(found)}`);
  }
}
const same = (name, found, expected) =>
  check(name, JSON.stringify(found) === JSON.stringify(expected), `is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);

function written(catalogue, name) {
  const path = `${WORK}/${name}.html`;
  execFileSync(ERRORS, ["docs", catalogue, "--format", "html", "-o", path]);
  return pathToFileURL(path).href;
}

// A page that is told apart from all others by what it asks the network for, and what it complains of.
async function opened(browser, url, options) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => request.url().split("#")[0] !== url.split("#")[0] && complaints.push(`asks for ${request.url()}`));
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

// The codes that are on the screen, once what was typed has been looked for.
const settle = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
async function shown(page) {
  await settle(page);
  return page.$$eval("article.code", (cards) => cards.filter((card) => card.checkVisibility()).map((card) => card.querySelector("h3, h4").textContent));
}
const rowsShown = (page) => page.$$eval("tr[data-for]", (rows) => rows.filter((row) => row.checkVisibility()).map((row) => decodeURIComponent(row.dataset.for)));
const announced = (page, text) => page.waitForFunction((text) => document.getElementById("~count").textContent === text, text, { timeout: 5000 }).then(() => true, () => false);
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
const isInView = (page, id) =>
  page.waitForFunction((id) => {
    const { top, bottom } = document.getElementById(id).getBoundingClientRect();
    return bottom > 0 && top >= -1 && top < innerHeight;
  }, id, { timeout: 5000 }).then(() => true, () => false);
const anchor = (code) => encodeURIComponent(code).replace(/%(3A|2F|40|2B)/g, decodeURIComponent).replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

async function searches(page, name, codes, entries) {
  const type = (text) => page.locator("#\\~search").fill(text);
  for (const code of codes) {
    await type(code.toLowerCase());
    const found = await shown(page);
    check(`${name}: ${code} is found`, found.includes(code), found);
    const texts = await page.$$eval("article.code", (cards) => cards.map((card) => [card.querySelector("h3, h4").textContent, card.textContent.toLowerCase()]));
    same(`${name}: what has ${code} in it`, found, texts.filter(([, text]) => text.includes(code.toLowerCase())).map(([code]) => code));
    const rows = await rowsShown(page);
    check(`${name}: rows beside ${code}`, rows.every((row) => found.includes(row)), rows);
  }
  for (const [code, entry] of entries.filter(([, entry]) => typeof entry.fix === "string")) {
    await type(`  ${entry.fix.replaceAll("`", "")} `);
    check(`${name}: ${code} is found by its fix`, (await shown(page)).includes(code));
  }
  await type("no such words as these");
  same(`${name}: nothing is found`, await shown(page), []);
  check(`${name}: says that nothing was found`, await announced(page, `0 of ${codes.length} codes`));
  await type("");
  same(`${name}: everything is back`, await shown(page), codes);
}

async function filters(page, name, entries) {
  for (const [select, key] of [["#\\~by-status", "status"], ["#\\~by-category", "category"]]) {
    const values = [...new Set(entries.map(([, entry]) => entry[key]).filter((value) => value !== undefined))].map(String);
    if ((await page.locator(select).count()) === 0) {
      same(`${name}: no filter by ${key}`, values, []);
      continue;
    }
    const options = await page.$$eval(`${select} option`, (options) => options.map((option) => option.value).filter(Boolean));
    same(`${name}: what can be filtered by ${key}`, options.filter((value) => !/^[45]$/.test(value)).sort(), values.sort());
    for (const value of options) {
      await page.locator(select).selectOption(value);
      const wanted = entries.filter(([, entry]) => (/^[45]$/.test(value) ? String(entry[key])[0] === value : String(entry[key]) === value));
      same(`${name}: ${key} ${value}`, (await shown(page)).sort(), wanted.map(([code]) => code).sort());
    }
    await page.getByRole("button", { name: "Clear" }).click();
    check(`${name}: cleared`, await announced(page, `${entries.length} of ${entries.length} codes`));
  }
}

async function links(page, name, url, codes) {
  for (const code of codes) {
    const id = anchor(code);
    await page.locator("#\\~search").fill("no such words as these");
    same(`${name}: ${code} is filtered out`, await shown(page), []);
    await page.evaluate((id) => { location.hash = id; }, id);
    check(`${name}: #${id} shows it again`, await isInView(page, id));
  }
  const last = codes.at(-1);
  await page.goto("about:blank");
  await page.goto(`${url}#${anchor(last)}`);
  check(`${name}: a link from elsewhere leads to ${last}`, await isInView(page, anchor(last)));
  await page.goto("about:blank");
  await page.goto(url);
}

async function keyboard(page, name, codes) {
  const press = (key) => page.keyboard.press(key);
  const tab = async () => { await press("Tab"); return focused(page); };
  const stops = [];
  for (let stop = await tab(); stops.length < 5 && !stops.includes("Clear"); stop = await tab()) stops.push(stop);
  const selects = await page.$$eval("form select", (selects) => selects.map((select) => select.id));
  same(`${name}: order of the focus`, stops, ["Skip to the content", "~search", ...selects, "Clear"]);
  const outlined = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  check(`${name}: the focus is seen`, outlined !== "none");
  check(`${name}: the contents come next`, await page.evaluate(() => document.activeElement.closest("nav") !== null));
  for (let back = 0; back <= stops.length - 2; back += 1) await press("Shift+Tab");
  same(`${name}: back at the search`, await focused(page), "~search");
  await page.keyboard.type(codes[0]);
  check(`${name}: typing finds`, (await shown(page)).includes(codes[0]));
  await press("Enter");
  same(`${name}: Enter stays on the page`, [await focused(page), new URL(page.url()).search], ["~search", ""]);
  await press("Escape");
  same(`${name}: Escape empties the search`, [await page.locator("#\\~search").inputValue(), (await shown(page)).length], ["", codes.length]);
  if (selects.length > 0) {
    await press("Tab");
    await press("ArrowDown");
    const value = await page.locator(`[id="${selects[0]}"]`).inputValue();
    check(`${name}: an arrow chooses`, value !== "" && (await shown(page)).length <= codes.length, value);
  }
  for (let at = selects.length === 0 ? 0 : 1; at < selects.length + 1; at += 1) await press("Tab");
  same(`${name}: at the button`, await focused(page), "Clear");
  await press("Enter");
  same(`${name}: Enter clears`, (await shown(page)).length, codes.length);
  await page.locator("#\\~search").focus();
  await press("Shift+Tab");
  await press("Enter");
  same(`${name}: skips to the content`, await page.evaluate(() => document.activeElement.id), "~main");
  await press("Tab");
  check(`${name}: the first link of the content is next`, await page.evaluate(() => document.activeElement.closest("main") !== null));
}

async function prints(page, name) {
  await page.locator("#\\~search").fill("no such words as these");
  same(`${name}: nothing on the screen`, await shown(page), []);
  await page.emulateMedia({ media: "print" });
  const missing = await page.$$eval("main section, main article, main tr, main pre", (all) => all.filter((it) => !it.checkVisibility({ contentVisibilityAuto: true }) && !it.closest("thead")).map((it) => it.outerHTML.slice(0, 80)));
  same(`${name}: all is printed`, missing, []);
  const beside = await page.$$eval("form, nav, .skip", (all) => all.filter((it) => it.checkVisibility()).length);
  same(`${name}: nothing to press is printed`, beside, 0);
  const text = await page.evaluate(() => getComputedStyle(document.body).color);
  same(`${name}: is printed in black`, text, "rgb(0, 0, 0)");
  await page.emulateMedia({ media: "screen" });
  await page.locator("#\\~search").fill("");
}

async function looks(browser, name, url) {
  const backs = [];
  for (const colorScheme of ["light", "dark"]) {
    for (const [size, viewport] of [["phone", PHONE], ["desktop", DESKTOP]]) {
      const { page, complaints, close } = await opened(browser, url, { viewport, colorScheme });
      const where = `${name}, ${size}, ${colorScheme}`;
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      check(`${where}: is as wide as the screen`, width <= viewport.width, String(width));
      backs.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      await page.screenshot({ path: `${WORK}/${name}-${size}-${colorScheme}.png` });
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => axe.run());
      const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
      same(`${where}: axe`, grave.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
      same(`${where}: complaints`, complaints, []);
      await close();
    }
  }
  check(`${name}: dark is dark`, backs[0] === backs[1] && backs[2] === backs[3] && backs[0] !== backs[2], backs);
}

// Nothing is wider than its place, where much of it would be cut off: cards hide what stands out.
async function fits(browser, name, url) {
  const { page, close } = await opened(browser, url);
  await page.addStyleTag({ content: ".code, .many { content-visibility: visible !important; }" });
  for (const [media, width] of [...WIDTHS.map((width) => ["screen", width]), ["print", A4]]) {
    await page.emulateMedia({ media });
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.$$eval(".code, .rows", (all) => all.filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.outerHTML.slice(0, 80)));
    same(`${name}, ${media} of ${width} px: what is wider than its place`, wide, []);
    const broken = await page.$$eval("th, td code", (all) => all.filter((it) => it.textContent.length <= 12 && !/[\s-]/.test(it.textContent) && it.checkVisibility() && it.getClientRects().length > 1).map((it) => it.textContent));
    same(`${name}, ${media} of ${width} px: short words that are broken`, broken, []);
  }
  await close();
}

async function catalogue(browser, name) {
  const file = `${ROOT}/specs/${name}.yaml`;
  const entries = Object.entries(parse(readFileSync(file, "utf8")).errors);
  const url = written(file, name);
  const { page, complaints, close } = await opened(browser, url);
  const codes = await shown(page);
  same(`${name}: has every code`, [...codes].sort(), entries.map(([code]) => code).sort());
  await keyboard(page, name, codes);
  await searches(page, name, codes, entries);
  await filters(page, name, entries);
  await links(page, name, url, codes);
  await prints(page, name);
  same(`${name}: complaints`, complaints, []);
  await close();
  await looks(browser, name, url);
  await fits(browser, name, url);
}

// What the catalogues that are here do not have: long values, text from right to left, every column of a table.
const ODD = `catalogue: odd
categories: { plans: Billing and plans, forms: Everything else }
types:
  Item: { field: string, rule: string, pointer: string }
errors:
  FORM_REJECTED:
    status: 422
    category: forms
    message: The form was rejected
    description: "${["unauthorized", "---", "reauthorize"].map((cell) => `|${`${cell}|`.repeat(12)}`).join("\\n")}"
    fix: Correct the fields
    details:
      token: { type: string, description: The token that was refused, example: ${"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.".repeat(5)} }
      items: { type: list<Item>, description: One for each field that was refused and why, example: [{ field: email, rule: format, pointer: /a/b }] }
      unauthorized: { type: string, in: header, description: ${"x".repeat(200)} }
    headers: { X-Who-Was-Not-Authorized-To-Do-It: "{unauthorized}" }
  QUOTA_EXCEEDED:
    status: 429
    category: plans
    message: "המכסה של {plan} נוצלה!"
    aliases: [OUT_OF_QUOTA]
    retryable: false
    details: { plan: { type: string, description: "התוכנית (plan) של החשבון!", example: free } }
${Array.from({ length: 30 }, (_, at) => `  LATER_${at}: { status: 500, category: forms, message: Later }\n`).join("")}statuses:
  422: { meaning: Unprocessable Entity, description: Authentication misunderstood, causes: [Misconfigured proxies], fix: [Reauthenticate, Resynchronise], user_message: Unfortunately }
  429: { meaning: Unauthorized, description: "https://docs.example.com/${"path/".repeat(30)}", causes: [Unauthorized], fix: Unauthorized, user_message: Unauthorized }
`;

async function odd(browser) {
  const path = `${WORK}/odd.yaml`;
  writeFileSync(path, ODD);
  const url = written(path, "odd");
  await looks(browser, "odd", url);
  await fits(browser, "odd", url);
  await stands(browser, url);
  await returns(browser, url);
  await onPhone(browser, url);
  await onPaper(browser, url);
}

const styleOf = (page, selector, property) => page.locator(selector).first().evaluate((it, property) => getComputedStyle(it)[property], property);

async function stands(browser, url) {
  const { page, close } = await opened(browser, url);
  const shift = await page.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 500);
  }));
  same("odd: nothing moves while it loads", shift, 0);
  for (const selector of ["article.code h4 code", "[aria-labelledby='~types'] strong code"]) {
    check(`odd: ${selector} is bold`, Number(await styleOf(page, selector, "fontWeight")) >= 600);
  }
  for (const selector of ["#QUOTA_EXCEEDED blockquote p", "#QUOTA_EXCEEDED td:last-child"]) {
    const ends = await page.locator(selector).first().evaluate((it) => {
      const left = (node, at) => { const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 1); return range.getBoundingClientRect().left; };
      return [left(it.firstChild, 0), left(it.lastChild, it.lastChild.length - 1), it.getBoundingClientRect().right];
    });
    check(`odd: ${selector} reads from the right`, ends[1] < ends[0] && ends[2] - ends[0] < 40, ends);
  }
  same("odd: code reads from the left", await styleOf(page, "#QUOTA_EXCEEDED blockquote code", "direction"), "ltr");
  await page.locator("#\\~search").fill("billing AND plans");
  same("odd: a category is found by its title", await shown(page), ["QUOTA_EXCEEDED"]);
  await close();
}

// To a code that is filtered out, or to the page as it was.
async function returns(browser, url) {
  const { page, close } = await opened(browser, `${url}#OUT_OF_QUOTA`);
  const line = await styleOf(page, "#FORM_REJECTED", "borderTopColor");
  check("odd: an older spelling marks its code", (await styleOf(page, "#QUOTA_EXCEEDED", "borderTopColor")) !== line);
  await page.locator("#\\~by-status").selectOption("500");
  same("odd: what is asked for is filtered out", (await shown(page)).includes("QUOTA_EXCEEDED"), false);
  await page.goto(`${url}#OUT_OF_QUOTA`);
  check("odd: the same address shows it again", await isInView(page, "QUOTA_EXCEEDED"));
  await page.locator("#\\~by-status").selectOption("422");
  await settle(page);
  await page.goto("about:blank");
  await page.goBack();
  const value = await page.locator("#\\~by-status").inputValue();
  same(`odd: back at a filter by '${value}'`, (await shown(page)).length, value === "" ? 32 : 1);
  await close();
}

async function onPhone(browser, url) {
  const { page, close } = await opened(browser, url, { viewport: PHONE });
  same("odd, phone: no entry of the contents is split", await styleOf(page, "nav li", "breakInside"), "avoid");
  await page.locator("#\\~search").fill("quota");
  await settle(page);
  check("odd, phone: what is found is in view", await isInView(page, "QUOTA_EXCEEDED"));
  same("odd, phone: no contents above what is found", await page.locator("nav").isVisible(), false);
  await page.getByRole("button", { name: "Clear" }).click();
  await settle(page);
  check("odd, phone: the contents are back", await page.locator("nav").isVisible());
  await close();
}

async function onPaper(browser, url) {
  const badges = [];
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await opened(browser, `${url}#QUOTA_EXCEEDED`, { colorScheme });
    await page.emulateMedia({ media: "print", colorScheme });
    same(`odd, ${colorScheme}: no box is printed`, await styleOf(page, "#QUOTA_EXCEEDED", "boxShadow"), "none");
    same(`odd, ${colorScheme}: a code and the line above it stay together`, await styleOf(page, "#QUOTA_EXCEEDED", "borderTopWidth"), "0px");
    badges.push([await styleOf(page, ".badge.status-4", "color"), await styleOf(page, ".badge.status-4", "backgroundColor")]);
    await close();
  }
  same("odd: badges are printed alike", badges[1], badges[0]);
}

const MANY = 10_000;
function large() {
  const statuses = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503];
  const entry = (at) => `  CODE_${at}:
    status: ${statuses[at % statuses.length]}
    category: area_${at % 20}
    message: "Thing ${at} has {left} of {all} parts"
    description: What happens where thing ${at} is **not** whole.
    causes: [A part of ${at} was lost, Somebody else was faster]
    fix: Do step ${at} again
    details: { left: { type: u32, description: What is there, example: 3 }, all: u64 }
`;
  const areas = Array.from({ length: 20 }, (_, at) => `  area_${at}: Area ${at}\n`);
  const path = `${WORK}/large.yaml`;
  writeFileSync(path, `catalogue: large\ncategories:\n${areas.join("")}errors:\n${Array.from({ length: MANY }, (_, at) => entry(at)).join("")}`);
  return path;
}

// How long each letter takes from the key to what is then on the screen.
async function typing(browser) {
  const { page, complaints, close } = await opened(browser, written(large(), "large"));
  await page.evaluate(() => {
    window.times = [];
    document.getElementById("~search").addEventListener("input", (event) => {
      const from = event.timeStamp;
      requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => times.push(performance.now() - from); port2.postMessage(0); });
    }, true);
  });
  await page.locator("#\\~search").focus();
  for (const letter of "code_777") {
    const before = await page.evaluate(() => times.length);
    await page.keyboard.press(letter);
    await page.waitForFunction((before) => times.length > before, before);
  }
  same("10,000 codes: what is found", (await shown(page)).sort(), ["CODE_777", ...Array.from({ length: 10 }, (_, at) => `CODE_777${at}`)]);
  for (let at = 0; at < 8; at += 1) {
    const before = await page.evaluate(() => times.length);
    await page.keyboard.press("Backspace");
    await page.waitForFunction((before) => times.length > before, before);
  }
  same("10,000 codes: all are back", (await shown(page)).length, MANY);
  same("10,000 codes: complaints", complaints, []);
  console.log(`10,000 codes, ms from each key to its frame: ${(await page.evaluate(() => times)).map(Math.round).join(" ")}`);
  await close();
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: QUIET, chromiumSandbox: false });
for (const file of readdirSync(`${ROOT}/specs`).filter((file) => file.endsWith(".yaml"))) {
  await catalogue(browser, file.replace(".yaml", ""));
}
await odd(browser);
await typing(browser);
await browser.close();
console.log(`page: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 100 ? 0 : 1);
