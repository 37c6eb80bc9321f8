import { MkwebError, type ErrorCode } from "../errors.ts";

/** Makes the error for an edit that cannot be made safely, from the reason. */
export type Refuse = (reason: string, cause?: unknown) => MkwebError;

/** `wish` completes "Cannot …"; `hint` tells the user what to type instead. */
export function refusal(code: ErrorCode, wish: string, hint: string): Refuse {
  return (reason, cause) =>
    new MkwebError(code, `Cannot ${wish}: ${reason}.\nNo file was changed.`, { hint, cause });
}
