// How a program uses the modules of `errors-catalogue/tests/cases/valid/tour.yaml` and `specs/molroo-socket.yaml`; tsc --strict reads it, nothing runs it.

import {
  AuthenticationError,
  ErrorCode,
  InvalidError,
  Plan,
  RateLimitError,
  type ResponseLike,
  type TourError,
  type Violation,
  errorFromResponse,
  isKnown,
  retryDelayMs,
} from "./tour.js";
import { decodeFrame } from "./molroo_socket.js";

export async function handle(response: ResponseLike): Promise<number | string | undefined> {
  const error = await errorFromResponse(response);
  if (error instanceof AuthenticationError) {
    return error.status;
  }
  if (error instanceof RateLimitError) {
    const limit: number | undefined = error.details.limit;
    return retryDelayMs(0, error) ?? limit;
  }
  if (error instanceof InvalidError) {
    const violations: readonly Violation[] | undefined = error.details.violations;
    return violations?.map((violation) => violation.constraint ?? "").join("");
  }
  const rest: TourError = error;
  return rest.hasCode(ErrorCode.RateLimit) ? rest.details.window : rest.userMessage;
}

/** The code tells the details, and an enum takes the words of newer servers. */
export function narrow(error: unknown): string | number | undefined {
  if (!isKnown(error)) {
    return undefined;
  }
  switch (error.code) {
    case "RATE_LIMIT":
      return error.details.limit;
    case ErrorCode.Invalid: {
      const plan: Plan | undefined = error.details.plan;
      const newer: Plan = "newer";
      return plan === Plan.Free ? newer : plan;
    }
    default:
      // @ts-expect-error: the others have no details.
      return error.details.limit.length;
  }
}

export const listen = (text: string): string | undefined => decodeFrame(text)?.message;
