import { MkwebError } from "../errors.ts";

/**
 * The result of `work`; `undefined` if it refuses with an error, for example because only running the code
 * would tell.
 */
export function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof MkwebError) return undefined;
    throw error;
  }
}
