/** What the catalogue says of a close code. */
export interface CloseCodeInfo {
  readonly code: number;
  readonly meaning: string;
  /** What a user should do. */
  readonly action: string | undefined;
  /** "backoff" is after `backoffMs`. */
  readonly reconnect: "never" | "backoff" | "immediately";
}
