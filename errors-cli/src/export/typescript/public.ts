/** The headers of a response: those of `fetch`, of `node:http`, a plain object, or pairs of names and values. */
export type HeadersLike =
  | { get(name: string): string | null | undefined }
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined };

/** A response of `fetch`, or what looks like one. */
export interface ResponseLike {
  readonly status: number;
  readonly headers: HeadersLike;
  text(): Promise<string>;
}

/** How loudly an error should be reported. */
export type Severity = "info" | "warning" | "error" | "critical";

/** The details of an error that has none of its own. */
export type NoDetails = { readonly [name: string]: never };

/** <base> */
export class BaseError extends Error {
  /** The HTTP status; 0 where there was none. */
  readonly status: number;
  /** The code: an `ErrorCode`, or as received where this client does not know it. */
  readonly code: string | undefined;
  /** Whether this client knows the code; `isKnown` also tells the compiler. */
  readonly known: boolean;
  /** The typed details of the code. */
  readonly details: object;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Milliseconds to wait before the next try, where the response or the catalogue says; see `retryDelayMs`. */
  readonly retryAfterMs: number | undefined;
  /** What to do about it, the best fix first; for developers. */
  readonly fixes: readonly string[];
  /** What to tell end users. */
  readonly userMessage: string | undefined;
  readonly severity: Severity | undefined;
  readonly category: string | undefined;
  /** Where the code is documented. */
  readonly docsUrl: string | undefined;
  /** What the server added, such as a request id. */
  readonly context: Context;
  /** The body as received, at most 64 KiB of it. */
  readonly body: string;
  readonly #reading: Reading;

  /** See `decodeError`. The message is the server's; without one, the code or the status. */
  constructor(reading: Reading) {
    super(reading.message());
    const { entry } = reading;
    this.#reading = reading;
    this.status = reading.status;
    this.code = entry?.code ?? reading.receivedCode;
    this.known = entry !== undefined;
    this.details = reading.typedDetails();
    this.retryable = reading.retryable();
    this.retryAfterMs = reading.retryAfterMs();
    this.fixes = reading.fixes();
    this.userMessage = reading.userMessage();
    this.severity = entry?.severity ?? reading.severity();
    this.category = entry?.category ?? reading.text("category");
    this.docsUrl = reading.docsUrl();
    this.context = reading.context();
    this.body = reading.body;
  }

  /** Any detail by its name on the wire, as JSON has it; undefined where there is none. */
  detail(name: string): unknown {
    return this.#reading.detail(name);
  }

  /** Whether the error is of this code; its details then have their type. */
  hasCode<C extends ErrorCode>(code: C): this is this & { readonly code: C; readonly details: DetailsByCode[C] } {
    return this.code === code;
  }
}
BaseError.prototype.name = "BaseError";

/** An error whose code this client knows; `switch (error.code)` tells its details. */
export type KnownError = {
  [C in ErrorCode]: BaseError & { readonly code: C; readonly details: DetailsByCode[C] };
}[ErrorCode];

/** Whether a value is an error whose code this client knows. */
export function isKnown(error: unknown): error is KnownError {
  return error instanceof BaseError && error.known;
}

/** How a client should retry. */
export interface RetryPolicy {
  /** The statuses whose errors are worth a retry. */
  readonly statuses: readonly number[];
  /** How often a request is retried; the first try is not counted. */
  readonly maxRetries: number;
  readonly initialDelayMs: number;
  /** How much longer each delay is than the one before. */
  readonly multiplier: number;
  readonly maxDelayMs: number;
  /** A delay is scaled by a random factor between 1 - jitter and 1. */
  readonly jitter: number;
  /** The wait after a 429 that does not say how long. */
  readonly defaultRetryAfterMs: number | undefined;
}

/**
 * Reads an error response; throw what it returns.
 *
 * It never fails: a page of a proxy, a body that is cut, a detail of the wrong type and a code of a newer server each
 * cost what they would have said, and never the status, the code or the retry advice.
 */
export function decodeError(status: number, headers: HeadersLike = [], body = ""): BaseError {
  const reading = new Reading(status, headers, body);
  return new (reading.errorClass())(reading);
}

/** Reads an error response of `fetch`; a body that breaks off counts as empty. */
export async function errorFromResponse(response: ResponseLike): Promise<BaseError> {
  const body = await response.text().catch(() => "");
  return decodeError(response.status, response.headers, body);
}

/** The delay before retry number `attempt`, counted from 0, without jitter. */
export function backoffMs(attempt: number, policy: RetryPolicy = retryPolicy): number {
  const delay = policy.initialDelayMs * policy.multiplier ** attempt;
  return Number.isNaN(delay) ? policy.maxDelayMs : Math.min(delay, policy.maxDelayMs);
}

/**
 * Milliseconds to wait before retry number `attempt`, counted from 0; undefined where there should be no retry.
 *
 * What the error says of the wait comes before the policy's delays, which are spread by its jitter, and may be longer
 * than they ever get. Without an error, as for a request that got no response, the policy decides. Retry only what may
 * be sent twice.
 */
export function retryDelayMs(
  attempt: number,
  error?: BaseError,
  policy: RetryPolicy = retryPolicy,
): number | undefined {
  if (attempt >= policy.maxRetries || error?.retryable === false) {
    return undefined;
  }
  return error?.retryAfterMs ?? backoffMs(attempt, policy) * (1 - policy.jitter * Math.random());
}
