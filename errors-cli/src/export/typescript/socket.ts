/** Reads a text message of the socket; undefined if it has no code at the place where errors have theirs. */
export function decodeFrame(text: string): BaseError | undefined {
  const error = decodeError(0, [], text);
  return error.code === undefined ? undefined : error;
}
