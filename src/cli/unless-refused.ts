import { MkwebError } from "../errors.ts";

/** What `work` gives; `undefined` where it says in an error that it cannot, as of code that would have to be run to be known. */
export function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof MkwebError) return undefined;
    throw error;
  }
}
