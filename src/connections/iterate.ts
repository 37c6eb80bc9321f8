import { undoneBlock, type Block } from "./block.ts";
import type { Rows } from "./connection.ts";

/**
 * Pieces of an iteration outside of blocks, which has a connection for itself: one that nobody goes on with
 * is given up.
 *
 * @param timeout Milliseconds between two pieces; 0 for ever.
 * @param late What the loop gets then.
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
 * Pieces of an iteration inside a block, each when its turn comes.
 *
 * @param use Runs a statement in the block going on, which may be one inside of `block`.
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
