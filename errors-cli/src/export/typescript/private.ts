// The rest is the same for every catalogue: it reads a response and builds the error.

const MAX_BODY = 64 * 1024;
const MAX_DEPTH = 127;
const MAX_RETRY_AFTER_SECONDS = 31 * 24 * 60 * 60;
const WHOLE_NUMBERS: ReadonlyMap<string, readonly [bigint, bigint]> = new Map([
  ["u8", [0n, 2n ** 8n - 1n]],
  ["u16", [0n, 2n ** 16n - 1n]],
  ["u32", [0n, 2n ** 32n - 1n]],
  ["u64", [0n, 2n ** 64n - 1n]],
  ["i8", [-(2n ** 7n), 2n ** 7n - 1n]],
  ["i16", [-(2n ** 15n), 2n ** 15n - 1n]],
  ["i32", [-(2n ** 31n), 2n ** 31n - 1n]],
  ["i64", [-(2n ** 63n), 2n ** 63n - 1n]],
]);
/** Strings, brackets and numbers of well-formed JSON. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]|-?\d[\d.eE+-]*/g;
/** An unpaired surrogate. */
const HALF = /\p{Cs}/u;
const DATES = [
  /^(?<weekday>\w{3}), (?<day>\d\d) (?<month>\w{3}) (?<year>\d{4}) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d) GMT$/,
  /^(?<weekday>\w{6,9}), (?<day>\d\d)-(?<month>\w{3})-(?<year>\d\d) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d) GMT$/,
  /^(?<weekday>\w{3}) (?<month>\w{3}) (?<day>[ \d]\d) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d) (?<year>\d{4})$/,
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A piece of a text. */
type TextPart = string | { readonly detail: string } | { readonly value: string };

/** A place of the envelope. */
type EnvelopeNode =
  | { readonly is: "fixed" }
  | { readonly is: "value"; readonly value: string }
  | { readonly is: "text"; readonly parts: readonly TextPart[] }
  | { readonly is: "list"; readonly items: readonly EnvelopeNode[] }
  | ({ readonly is: "object" } & EnvelopeObject);

interface EnvelopeObject {
  readonly members: readonly (readonly [string, EnvelopeNode])[];
  /** True if all other members are details. */
  readonly merges: boolean;
}

/** The type of a detail. */
type DetailType =
  | string
  | { readonly list: DetailType }
  | { readonly map: DetailType }
  | { readonly optional: DetailType }
  | { readonly named: string };

/** The members of a struct; undefined for an enum, whose values are any texts. */
type NamedType = readonly (readonly [string, DetailType])[] | undefined;

interface DetailInfo {
  readonly name: string;
  readonly type: DetailType;
  /** True if a header holds the value as text, not as JSON. */
  readonly textual: boolean;
}

interface HeaderInfo {
  readonly name: string;
  readonly value: readonly TextPart[];
}

interface EntryInfo {
  readonly code: ErrorCode;
  readonly error: typeof BaseError;
  readonly retryable: boolean;
  readonly severity: Severity;
  readonly details?: readonly DetailInfo[];
  readonly fixes?: readonly string[];
  readonly category?: string;
  /** Seconds, or the name of the detail that holds them. */
  readonly retryAfter?: number | string;
  readonly userMessage?: readonly TextPart[];
  readonly docsUrl?: string;
  readonly headers?: readonly HeaderInfo[];
}

interface Leaf {
  readonly path: string;
  readonly node: EnvelopeNode;
  readonly json: string;
  readonly text: string | undefined;
}

interface FoundDetail {
  readonly path: string;
  readonly name: string;
  readonly json: string;
}

/** A detail as received: plain text or JSON. */
type RawDetail = { readonly text: string } | { readonly json: string };

/** The body ends here, or is malformed from here on. */
const CUT = new Error("cut");

/** Walks a body along the envelope, and keeps what was complete before the first malformed place. */
class Scanner {
  leaves: Leaf[] = [];
  details: FoundDetail[] = [];
  readonly #text: string;
  #at: number;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
    try {
      this.#space();
      if (this.#fits(ENVELOPE)) {
        this.#value(ENVELOPE, "");
      }
    } catch (error) {
      if (error !== CUT) {
        throw error;
      }
    }
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #seek(wanted: RegExp): void {
    wanted.lastIndex = this.#at;
    this.#at = wanted.exec(this.#text)?.index ?? this.#text.length;
  }

  #space(): void {
    this.#seek(/[^ \t\n\r]/g);
  }

  #eat(char: string): boolean {
    const found = this.#peek() === char;
    this.#at += found ? 1 : 0;
    return found;
  }

  #expect(char: string): void {
    if (!this.#eat(char)) {
      throw CUT;
    }
  }

  #fits(node: EnvelopeNode): boolean {
    const first = this.#peek();
    if (first === "") {
      throw CUT;
    }
    const opening = { fixed: undefined, value: first, text: '"', list: "[", object: "{" }[node.is];
    return first === opening;
  }

  #value(node: EnvelopeNode, path: string): void {
    this.#space();
    if (!this.#fits(node)) {
      this.#skip();
    } else if (node.is === "object") {
      this.#object(node, path);
    } else if (node.is === "list") {
      this.#list(node.items, path);
    } else {
      const json = this.#skip();
      this.leaves.push({ path, node, json, text: textOfJson(json) });
    }
  }

  #object(object: EnvelopeObject, path: string): void {
    this.#open();
    while (!this.#eat("}")) {
      const key = textOfJson(this.#string());
      this.#space();
      this.#expect(":");
      this.#space();
      const at = object.members.findIndex(([name]) => name === key);
      const member = object.members[at];
      if (member !== undefined) {
        this.#forget(`${path}/${at}`);
        this.#value(member[1], `${path}/${at}`);
      } else {
        const json = this.#skip();
        if (key !== undefined && object.merges) {
          this.details.push({ path, name: key, json });
        }
      }
      this.#separator("}");
    }
    this.#depth -= 1;
  }

  #list(items: readonly EnvelopeNode[], path: string): void {
    this.#open();
    for (let count = 0; !this.#eat("]"); count += 1) {
      const item = items[count];
      if (item === undefined) {
        this.#skip();
      } else {
        this.#value(item, `${path}/${count}`);
      }
      this.#separator("]");
    }
    this.#depth -= 1;
  }

  /** Drops the values of an earlier member of the same name: the last one counts. */
  #forget(path: string): void {
    const isKept = (it: { readonly path: string }): boolean => it.path !== path && !it.path.startsWith(`${path}/`);
    this.leaves = this.leaves.filter(isKept);
    this.details = this.details.filter(isKept);
  }

  #open(): void {
    this.#at += 1;
    this.#depth += 1;
    this.#space();
  }

  #separator(end: string): void {
    this.#space();
    if (this.#eat(",")) {
      this.#space();
    } else if (this.#peek() !== end) {
      throw CUT;
    }
  }

  /** Skips any value, which must be complete. */
  #skip(): string {
    const first = this.#peek();
    if (first === '"') {
      return this.#string();
    }
    if (first === "{" || first === "[") {
      return this.#container();
    }
    const start = this.#at;
    this.#seek(/[,}\] \t\n\r]/g);
    // A number or word at the end of the body may be truncated, unless it is the whole body.
    if (this.#at === start || (this.#depth > 0 && this.#peek() === "")) {
      throw CUT;
    }
    return this.#text.slice(start, this.#at);
  }

  #string(): string {
    const start = this.#at;
    this.#expect('"');
    for (;;) {
      this.#seek(/["\\]/g);
      if (this.#eat('"')) {
        return this.#text.slice(start, this.#at);
      }
      this.#expect("\\");
      this.#at += 1;
    }
  }

  #container(): string {
    const start = this.#at;
    let depth = 0;
    do {
      this.#seek(/["{}[\]]/g);
      const char = this.#peek();
      if (char === "") {
        throw CUT;
      }
      if (char === '"') {
        this.#string();
      } else {
        depth += char === "{" || char === "[" ? 1 : -1;
        this.#at += 1;
      }
    } while (depth > 0);
    return this.#text.slice(start, this.#at);
  }
}

/** The content of a response, with what the catalogue adds to it. */
class Reading {
  readonly status: number;
  readonly body: string;
  readonly receivedCode: string | undefined;
  readonly entry: EntryInfo | undefined;
  readonly #leaves: readonly Leaf[];
  readonly #details: readonly FoundDetail[];
  readonly #headers: { readonly info: HeaderInfo; readonly line: string }[] = [];
  readonly #toldRetryAfter: number | undefined;

  constructor(status: number, headers: HeadersLike, body: string) {
    this.status = status;
    this.body = cutBody(body);
    const { leaves, details } = new Scanner(this.body);
    this.#leaves = leaves.reverse();
    this.#details = details.reverse();
    this.#toldRetryAfter = readRetryAfter(find(headers, "retry-after"), find(headers, "date"));
    this.#receive(HEADERS, headers);
    this.receivedCode = this.#texts("code").find((code) => code !== "");
    this.entry = this.#findEntry();
    this.#receive(this.entry?.headers ?? [], headers);
  }

  #receive(infos: readonly HeaderInfo[], headers: HeadersLike): void {
    for (const info of infos) {
      const line = find(headers, info.name)?.replace(/^[ \t]+|[ \t]+$/g, "");
      if (line !== undefined && line.length <= MAX_BODY) {
        this.#headers.push({ info, line });
      }
    }
  }

  #findEntry(): EntryInfo | undefined {
    const code = this.receivedCode;
    if (code !== undefined) {
      return ENTRIES.get(ALIASES.get(code) ?? code);
    }
    const ofStatus = CARRIES_CODE || this.status === 0 ? undefined : CODES_OF_STATUSES.get(this.status);
    return ofStatus === undefined ? undefined : ENTRIES.get(ofStatus);
  }

  /** The texts of a value in the body, then in the headers. */
  #texts(value: string): string[] {
    const isValue = (part: TextPart): boolean => typeof part === "object" && "value" in part && part.value === value;
    const inBody = this.#leaves.map(({ node, text }) => {
      if (text === undefined || node.is !== "text") {
        return node.is === "value" && node.value === value ? text : undefined;
      }
      return capture(node.parts, text, isValue) || undefined;
    });
    const inHeaders = this.#headers.map(({ info, line }) => capture(info.value, line, isValue) || undefined);
    return [...inBody, ...inHeaders].filter((text): text is string => text !== undefined);
  }

  text(value: string): string | undefined {
    return this.#texts(value)[0];
  }

  /** A whole value of the body, as JSON. */
  #json(value: string): string | undefined {
    return this.#leaves.find(({ node }) => node.is === "value" && node.value === value)?.json;
  }

  #rawDetail(name: string): RawDetail | undefined {
    return this.#details.find((detail) => detail.name === name) ?? this.#headerDetail(name);
  }

  #headerDetail(name: string): RawDetail | undefined {
    const info = this.#info(name);
    const isDetail = (part: TextPart): boolean => typeof part === "object" && "detail" in part && part.detail === name;
    for (const { info: header, line } of info === undefined ? [] : this.#headers) {
      const text = header.value.some(isDetail) ? capture(header.value, line, isDetail) : undefined;
      // Beside other values, an absent detail leaves a gap in its header; alone, it has no header.
      const alone = header.value.filter((part) => typeof part === "object").length === 1;
      const isAbsent = text === "" && info !== undefined && isOptional(info.type) && !(info.textual && alone);
      if (text !== undefined && !isAbsent) {
        return info?.textual === true ? { text } : { json: text };
      }
    }
    return undefined;
  }

  #info(name: string): DetailInfo | undefined {
    return this.entry?.details?.find((detail) => detail.name === name);
  }

  detail(name: string): unknown {
    const raw = this.#rawDetail(name);
    return raw === undefined ? undefined : valueOf(raw);
  }

  /** The details that are present and have their type, by name. */
  typedDetails(): object {
    const members: [string, unknown][] = [];
    for (const { name, type } of this.entry?.details ?? []) {
      const value = typedOrWrong(type, this.#rawDetail(name));
      if (value !== WRONG && value !== undefined) {
        members.push([name, value]);
      }
    }
    return Object.fromEntries(members);
  }

  retryable(): boolean {
    const told = parse(this.#json("retryable"));
    return this.entry?.retryable ?? (typeof told === "boolean" ? told : retryPolicy.statuses.includes(this.status));
  }

  retryAfterMs(): number | undefined {
    const seconds = this.#toldRetryAfter ?? secondsOf(this.#json("retry_after")) ?? this.#entryRetryAfter();
    const fallback = this.status === 429 ? retryPolicy.defaultRetryAfterMs : undefined;
    return seconds === undefined ? fallback : seconds * 1000;
  }

  #entryRetryAfter(): number | undefined {
    const source = this.entry?.retryAfter;
    if (typeof source !== "string") {
      return source;
    }
    const raw = this.#rawDetail(source);
    return raw === undefined ? undefined : secondsOf(plain(raw));
  }

  /** The fixes of the code's entry, else of the body, else of the status. */
  fixes(): readonly string[] {
    const told = this.text("fix");
    return this.entry?.fixes ?? (told === undefined ? (FIXES_OF_STATUSES.get(this.status) ?? []) : [told]);
  }

  userMessage(): string | undefined {
    const pieces = this.entry?.userMessage?.map((part) => this.#piece(part));
    return pieces === undefined || pieces.includes(undefined) ? this.text("user_message") : pieces.join("");
  }

  #piece(part: TextPart): string | undefined {
    if (typeof part === "string") {
      return part;
    }
    if ("value" in part) {
      return this.text(part.value);
    }
    const raw = this.#rawDetail(part.detail);
    if (raw !== undefined) {
      return plain(raw);
    }
    const info = this.#info(part.detail);
    return info !== undefined && isOptional(info.type) ? "" : undefined;
  }

  severity(): Severity | undefined {
    const told = this.text("severity");
    return told === "info" || told === "warning" || told === "error" || told === "critical" ? told : undefined;
  }

  docsUrl(): string | undefined {
    const problem = this.text("problem type");
    const told = this.text("docs_url") ?? (problem === "about:blank" ? undefined : problem);
    return this.entry?.docsUrl ?? told;
  }

  context(): Context {
    const members: [string, string][] = [];
    for (const name of CONTEXT) {
      // In RFC 9457 it is a string or absent.
      const json = IS_PROBLEM && (name as string) === "instance" ? undefined : this.#json(name);
      const text = this.text(name) ?? (json === undefined || json === "null" ? undefined : plain({ json }));
      if (text !== undefined) {
        members.push([name, text]);
      }
    }
    // Through `object`: a context value may have the name of a member that all objects have.
    return Object.fromEntries(members) as object as Context;
  }

  message(): string {
    const other = this.status === 0 ? "unknown error" : `status ${this.status}`;
    return this.text("message") ?? this.entry?.code ?? this.receivedCode ?? other;
  }

  errorClass(): typeof BaseError {
    const ofClass = (): typeof BaseError | undefined => ERRORS_OF_STATUSES.get(`${Math.floor(this.status / 100)}xx`);
    return this.entry?.error ?? ERRORS_OF_STATUSES.get(`${this.status}`) ?? ofClass() ?? BaseError;
  }
}

/** The first value of a header. */
function find(headers: HeadersLike, name: string): string | undefined {
  if (Symbol.iterator in headers) {
    const pairs = Array.from(headers as Iterable<readonly [string, string]>);
    return pairs.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
  }
  if (typeof headers.get === "function") {
    return headers.get(name) ?? undefined;
  }
  const record = headers as { readonly [name: string]: string | readonly string[] | undefined };
  const key = Object.keys(record).find((other) => other.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? undefined : record[key];
  return typeof value === "object" ? value[0] : value;
}

/** At most 64 KiB of the body, not cut inside a character. */
function cutBody(body: string): string {
  let bytes = 0;
  let end = 0;
  for (const char of body.length * 3 <= MAX_BODY ? "" : body) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > MAX_BODY) {
      return body.slice(0, end);
    }
    end += char.length;
  }
  return body;
}

/** The value of JSON; undefined if it is malformed or beyond the limits of all clients. */
function parse(json: string | undefined): unknown {
  try {
    const value = json === undefined ? undefined : (JSON.parse(json, checked) as unknown);
    return json !== undefined && isTooDeep(json) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Rejects numbers beyond the range of a float, and strings with unpaired surrogates. */
function checked(key: string, value: unknown): unknown {
  const isEndless = typeof value === "number" && !Number.isFinite(value);
  if (isEndless || HALF.test(key) || (typeof value === "string" && HALF.test(value))) {
    throw CUT;
  }
  return value;
}

function isTooDeep(json: string): boolean {
  let depth = 0;
  for (const [token] of json.matchAll(TOKENS)) {
    depth += token === "[" || token === "{" ? 1 : token === "]" || token === "}" ? -1 : 0;
    if (depth > MAX_DEPTH) {
      return true;
    }
  }
  return false;
}

/** The value of JSON with numbers as they were written: as numbers, 1 is 1.0, and large ones are inexact. */
function asWritten(json: string): unknown {
  return JSON.parse(json.replace(TOKENS, (token) => (/^[-\d]/.test(token) ? `"${token}"` : token)));
}

function textOfJson(json: string): string | undefined {
  if (!json.startsWith('"')) {
    return undefined;
  }
  const text = json.includes("\\") ? parse(json) : json.slice(1, -1);
  return typeof text === "string" ? text : undefined;
}

function valueOf(raw: RawDetail): unknown {
  return "text" in raw ? raw.text : parse(raw.json);
}

/** The form of a value inside a text: strings without quotes, null empty, everything else as JSON. */
function plain(raw: RawDetail): string | undefined {
  const value = valueOf(raw);
  if (typeof value === "string" || value === undefined) {
    return value;
  }
  return value === null || "text" in raw ? "" : raw.json;
}

function secondsOf(json: string | undefined): number | undefined {
  const value = parse(json);
  return typeof value === "number" && value >= 0 ? Math.min(Math.abs(value), MAX_RETRY_AFTER_SECONDS) : undefined;
}

/** Seconds, or a date relative to the response's `Date` if it has one. */
function readRetryAfter(value = "", date = ""): number | undefined {
  const delay = trimmed(value);
  if (/^\d+$/.test(delay)) {
    return Math.min(Number(delay), MAX_RETRY_AFTER_SECONDS);
  }
  const then = readDate(delay);
  const sent = readDate(trimmed(date)) ?? Date.now();
  return then === undefined ? undefined : Math.min(Math.max(0, then - sent) / 1000, MAX_RETRY_AFTER_SECONDS);
}

/** Trims ASCII white space. */
function trimmed(text: string): string {
  return text.replace(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, "");
}

/** Any of the three forms of RFC 9110, section 5.6.7, as milliseconds since 1970. */
function readDate(text: string): number | undefined {
  const parts = DATES.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  const month = MONTHS.indexOf(parts?.["month"] ?? "");
  if (parts === undefined || month < 0) {
    return undefined;
  }
  const [written, day, hour, minute, second] = ["year", "day", "hour", "minute", "second"].map((it) => Number(parts[it]));
  const year = Number(written) + (Number(written) >= 100 ? 0 : Number(written) < 70 ? 2000 : 1900);
  const midnight = new Date(Date.UTC(year, month, day));
  const weekday = DAYS[midnight.getUTCDay()] ?? "";
  const isDay = midnight.getUTCMonth() === month && [weekday, weekday.slice(0, 3)].includes(parts["weekday"] ?? "");
  const isDate = isDay && year >= 1970 && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return isDate ? Date.UTC(year, month, day, hour, minute, second) : undefined;
}

/**
 * The part of a filled text at the place of the wanted placeholder in its template.
 *
 * A placeholder reaches to the first occurrence of the text after it, the last one to the end.
 */
function capture(
  parts: readonly TextPart[],
  filled: string,
  isWanted: (part: TextPart) => boolean,
): string | undefined {
  let rest = filled;
  let open: TextPart | undefined;
  let captured: string | undefined;
  for (const [position, part] of parts.entries()) {
    if (typeof part === "object") {
      // Two adjacent placeholders cannot be told apart.
      if (open !== undefined) {
        return undefined;
      }
      open = part;
      continue;
    }
    const isLast = position + 1 === parts.length;
    const end = open !== undefined && isLast ? rest.length - part.length : rest.indexOf(part);
    if (end < 0 || (open === undefined && end > 0) || !rest.startsWith(part, end)) {
      return undefined;
    }
    if (open !== undefined && isWanted(open)) {
      captured = rest.slice(0, end);
    }
    rest = rest.slice(end + part.length);
    open = undefined;
  }
  return open !== undefined && isWanted(open) ? rest : captured;
}

/** Stands for a value that does not have its type. */
const WRONG = Symbol("wrong");

/** Like `typed`, for a detail as received. */
function typedOrWrong(type: DetailType, raw: RawDetail | undefined): unknown {
  const value = raw === undefined ? undefined : valueOf(raw);
  return typed(type, value, raw === undefined || value === undefined || "text" in raw ? value : asWritten(raw.json));
}

/** The value, converted to its type; `written` is its JSON. Absent optional values are undefined. */
function typed(type: DetailType, value: unknown, written: unknown): unknown {
  if (typeof type === "string") {
    return fitsScalar(type, value, written) ? value : WRONG;
  }
  if ("optional" in type) {
    return value === undefined || value === null ? undefined : typed(type.optional, value, written);
  }
  if ("list" in type) {
    const items = written as readonly unknown[];
    return Array.isArray(value) ? allOf(value.map((item, at) => typed(type.list, item, items[at]))) : WRONG;
  }
  if ("map" in type) {
    return isObject(value) ? typedMembers(Object.keys(value).map((key) => [key, type.map]), value, written) : WRONG;
  }
  const members = NAMED_TYPES.get(type.named);
  if (members === undefined) {
    return typeof value === "string" ? value : WRONG;
  }
  return isObject(value) ? typedMembers(members, value, written) : WRONG;
}

function typedMembers(types: readonly (readonly [string, DetailType])[], value: object, written: unknown): unknown {
  const members = types.map(([key, type]) => [key, typed(type, own(value, key), own(written as object, key))] as const);
  const isWrong = members.some(([, member]) => member === WRONG);
  return isWrong ? WRONG : Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

function own(object: object, key: string): unknown {
  return Object.prototype.hasOwnProperty.call(object, key) ? (Reflect.get(object, key) as unknown) : undefined;
}

function allOf(items: readonly unknown[]): unknown {
  return items.includes(WRONG) ? WRONG : items;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOptional(type: DetailType): boolean {
  return typeof type === "object" && "optional" in type;
}

function fitsScalar(type: string, value: unknown, written: unknown): boolean {
  const range = WHOLE_NUMBERS.get(type);
  if (range !== undefined) {
    const isWhole = typeof value === "number" && typeof written === "string" && /^(0|-?[1-9]\d*)$/.test(written);
    return isWhole && BigInt(written) >= range[0] && BigInt(written) <= range[1];
  }
  switch (type) {
    case "string":
      return typeof value === "string";
    case "bool":
      return typeof value === "boolean";
    case "f64":
      return typeof value === "number" && Number.isFinite(value);
    default:
      return value !== undefined;
  }
}
