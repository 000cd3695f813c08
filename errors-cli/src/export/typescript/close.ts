/** The catalogue's entry for a close code. */
export interface CloseCodeInfo {
  readonly code: number;
  readonly meaning: string;
  /** What a user should do. */
  readonly action: string | undefined;
  /** "backoff": after the delay of `backoffMs`. */
  readonly reconnect: "never" | "backoff" | "immediately";
}
