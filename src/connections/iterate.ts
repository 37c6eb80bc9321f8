import { undoneBlock, type Block } from "./block.ts";
import type { Rows } from "./connection.ts";

/**
 * Yields pieces of an iteration outside of blocks. It has a connection to itself, so it is aborted if the reader stops
 * asking.
 *
 * @param timeout Milliseconds between two pieces; 0 means forever.
 * @param late Creates the error for the loop.
 */
export async function* withoutStandstill(
  pieces: AsyncGenerator<Rows>,
  timeout: number,
  late: () => Error,
): AsyncGenerator<Rows> {
  let isLate = false;
  const giveUp = (): void => {
    isLate = true;
    void pieces.return(undefined).catch(() => {});
  };
  try {
    for (;;) {
      const { done, value } = await pieces.next();
      if (isLate) throw late();
      if (done) return;
      const timer = timeout > 0 ? setTimeout(giveUp, timeout) : undefined;
      try {
        yield value;
      } finally {
        clearTimeout(timer);
      }
    }
  } finally {
    await pieces.return(undefined);
  }
}

/**
 * Yields pieces of an iteration inside a block, each in turn.
 *
 * @param use Runs a statement in the current block, which may be nested in `block`.
 */
export async function* inBlock(
  block: Block,
  pieces: AsyncGenerator<Rows>,
  use: <T>(run: () => Promise<T>) => Promise<T>,
): AsyncGenerator<Rows> {
  try {
    for (;;) {
      if (!block.isOpen) throw undoneBlock(block.failure);
      const { done, value } = await use(() => pieces.next());
      if (done) return;
      yield value;
    }
  } finally {
    if (block.isOpen) await use(() => pieces.return(undefined));
  }
}
