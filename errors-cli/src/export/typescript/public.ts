/** The headers of a response: of `fetch`, of `node:http`, a plain object, or pairs of names and values. */
export type HeadersLike =
  | { get(name: string): string | null | undefined }
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined };

/** A response of `fetch`, or an object of the same shape. */
export interface ResponseLike {
  readonly status: number;
  readonly headers: HeadersLike;
  text(): Promise<string>;
}

/** The severity of an error, for reports. */
export type Severity = "info" | "warning" | "error" | "critical";

/** The details of an error without typed details. */
export type NoDetails = { readonly [name: string]: never };

/** <base> */
export class BaseError extends Error {
  /** The HTTP status; 0 if there was none. */
  readonly status: number;
  /** The code: an `ErrorCode`, or as received if this client does not know it. */
  readonly code: string | undefined;
  /** True if this client knows the code; `isKnown` also tells the compiler. */
  readonly known: boolean;
  /** The typed details of the code. */
  readonly details: object;
  /** True if the same request may succeed later. */
  readonly retryable: boolean;
  /** Milliseconds to wait before the next attempt, if the response or the catalogue says so; see `retryDelayMs`. */
  readonly retryAfterMs: number | undefined;
  /** How to fix the error, the best fix first; for developers. */
  readonly fixes: readonly string[];
  /** The message for end users. */
  readonly userMessage: string | undefined;
  readonly severity: Severity | undefined;
  readonly category: string | undefined;
  /** The URL of the documentation of the code. */
  readonly docsUrl: string | undefined;
  /** Values that the server added, such as a request id. */
  readonly context: Context;
  /** The first 64 KiB of the body as received. */
  readonly body: string;
  readonly #reading: Reading;

  /** See `decodeError`. The message is that of the server; without one, the code or the status. */
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

  /** Any detail by its name on the wire, as parsed JSON; undefined if it is absent. */
  detail(name: string): unknown {
    return this.#reading.detail(name);
  }

  /** Returns true if the error has this code; its details then have their type. */
  hasCode<C extends ErrorCode>(code: C): this is this & { readonly code: C; readonly details: DetailsByCode[C] } {
    return this.code === code;
  }
}
BaseError.prototype.name = "BaseError";

/** An error with a code that this client knows; `switch (error.code)` narrows its details. */
export type KnownError = {
  [C in ErrorCode]: BaseError & { readonly code: C; readonly details: DetailsByCode[C] };
}[ErrorCode];

/** Returns true for an error with a code that this client knows. */
export function isKnown(error: unknown): error is KnownError {
  return error instanceof BaseError && error.known;
}

/** The retry policy for clients. */
export interface RetryPolicy {
  /** The statuses to retry. */
  readonly statuses: readonly number[];
  /** The number of retries after the first attempt. */
  readonly maxRetries: number;
  readonly initialDelayMs: number;
  /** The factor from one delay to the next. */
  readonly multiplier: number;
  readonly maxDelayMs: number;
  /** Each delay is multiplied by a random factor between 1 - jitter and 1. */
  readonly jitter: number;
  /** The wait after a 429 without a time to wait. */
  readonly defaultRetryAfterMs: number | undefined;
}

/**
 * Reads an error response; throw what it returns.
 *
 * It never fails: a proxy's error page, a truncated body, a detail of the wrong type or a code of a newer server costs
 * only the affected values, never the status, the code or the retry advice.
 */
export function decodeError(status: number, headers: HeadersLike = [], body = ""): BaseError {
  const reading = new Reading(status, headers, body);
  return new (reading.errorClass())(reading);
}

/** Reads an error response of `fetch`; a body that cannot be read to its end counts as empty. */
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
 * Milliseconds to wait before retry number `attempt`, counted from 0; undefined if the request should not be retried.
 *
 * A delay in the error takes precedence over the delays of the policy, which have jitter, and may exceed their maximum.
 * Without an error, as for a request without a response, the policy decides. Retry only requests that may be sent
 * twice.
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
