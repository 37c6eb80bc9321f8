import type { DriverSession } from "./driver-session.ts";
import { TransactionManagementError } from "./errors.ts";
import { Turns, type Leave, type WaitOptions } from "./turns.ts";

/** Maximum number of statements in flight per block; they are sent without waiting for earlier answers. */
const PLACES = 100;

/** A function passed to `onCommit`. */
export interface Hook {
  readonly run: () => unknown;
  readonly robust: boolean;
}

/** How a block begins and ends. */
export interface BlockKind {
  /** Called before the first statement, so that an empty block costs the database nothing. */
  start(): Promise<DriverSession>;
  store(session: DriverSession): Promise<void>;
  /** Never rejects. Returns whether the enclosing block can continue. */
  undo(session: DriverSession): Promise<boolean>;
  /** Whether a failure also rolls back the enclosing block. */
  readonly isJoined?: boolean;
}

/** Returned for a statement that came after the block's end. */
export const OVER: unique symbol = Symbol("over");

/**
 * An `atomic` or `reserve` block: queues the statements of the work inside. A statement takes one place among many; an
 * inner block, and the end, take all places, so that nothing else runs in between.
 */
export class Block {
  readonly parent: Block | undefined;
  readonly hooks: Hook[] = [];
  /** Manual savepoints, with the number of hooks at that point. */
  readonly savepoints = new Map<string, number>();
  /** Whether to roll back at the end even without an error. */
  needsRollback = false;
  /** Number of manual transactions begun in it. */
  begun = 0;
  readonly isTransaction: boolean;
  readonly #kind: BlockKind;
  readonly #turns = new Turns(PLACES);
  readonly #wait: WaitOptions;
  #session: Promise<DriverSession> | undefined;
  #state: "open" | "stored" | "undone" = "open";
  #failure: Error | undefined;

  constructor(
    kind: BlockKind,
    options: { parent: Block | undefined; isTransaction: boolean; wait: WaitOptions },
  ) {
    this.#kind = kind;
    this.parent = options.parent;
    this.isTransaction = options.isTransaction;
    this.#wait = options.wait;
  }

  get isOpen(): boolean {
    return this.#state === "open" && this.failure === undefined;
  }

  /** Whether it has ended and its changes were kept. */
  get isStored(): boolean {
    return this.#state === "stored";
  }

  /** Why it, or an enclosing block, was ended before its work was done. */
  get failure(): Error | undefined {
    return this.#failure ?? this.parent?.failure;
  }

  get isBroken(): boolean {
    return this.needsRollback || (this.parent?.isBroken ?? false);
  }

  /** Returns the session, beginning the block first if needed. */
  session(): Promise<DriverSession> {
    this.#session ??= this.#kind.start().catch((error: unknown) => {
      this.#session = undefined;
      throw error;
    });
    return this.#session;
  }

  /** Runs a statement in turn; returns {@link OVER} if the block has ended. */
  async use<T>(
    run: (session: DriverSession) => Promise<T>,
    evenBroken = false,
  ): Promise<T | typeof OVER> {
    const leave = await this.#turns.take(1, this.#wait);
    try {
      if (!this.isOpen) return OVER;
      if (this.isBroken && !evenBroken) throw brokenBlock();
      return await run(await this.session());
    } finally {
      leave();
    }
  }

  /** Takes the whole block until the returned function is called. */
  alone(): Promise<Leave> {
    return this.#turns.take(PLACES, this.#wait);
  }

  /** Ends the block and keeps its changes, or rolls back if it was marked so. */
  async store(): Promise<void> {
    const leave = await this.alone();
    try {
      if (this.failure) throw this.failure;
      if (this.needsRollback) return await this.#undo();
      if (this.#session) await this.#kind.store(await this.#session);
      this.#state = "stored";
    } catch (error) {
      await this.#undo();
      throw error;
    } finally {
      leave();
    }
  }

  /** Ends the block and rolls back its changes. */
  async undo(): Promise<void> {
    if (!this.isOpen) return;
    const leave = await this.alone().catch(() => undefined);
    await this.#undo();
    leave?.();
  }

  /** Ends the block from outside while its work may still run: rolls back and releases what it held. */
  async end(error: Error): Promise<void> {
    this.#failure = error;
    this.#turns.refuse(error);
    const session = await this.#session;
    if (!session) return;
    await session.cancel();
    await this.#kind.undo(session);
  }

  async #undo(): Promise<void> {
    if (!this.isOpen) return;
    this.#state = "undone";
    this.hooks.length = 0;
    const canGoOn = this.#session ? await this.#session.then((s) => this.#kind.undo(s)) : true;
    if (this.parent && (this.#kind.isJoined || !canGoOn)) this.parent.needsRollback = true;
  }
}

export function brokenBlock(): TransactionManagementError {
  return new TransactionManagementError(
    "An error occurred in the current transaction. You can't execute queries until the end of the 'atomic' block.",
  );
}

/** The error for work that continues after its block was rolled back. */
export function undoneBlock(cause: unknown): TransactionManagementError {
  return new TransactionManagementError(
    "This query belongs to an atomic block that has been rolled back; it was not sent. Await everything that a block starts inside the block.",
    { cause },
  );
}
