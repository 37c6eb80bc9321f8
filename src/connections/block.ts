import type { DriverSession } from "./driver-session.ts";
import { TransactionManagementError } from "./errors.ts";
import { Turns, type Leave, type WaitOptions } from "./turns.ts";

/** Statements of one block that may be under way at once, each sent without waiting for the one before. */
const PLACES = 100;

/** What `onCommit` was given. */
export interface Hook {
  readonly run: () => unknown;
  readonly robust: boolean;
}

/** How a block begins and ends; the room it stands in is another matter. */
export interface BlockKind {
  /** Begins it, when its first statement comes: a block without one costs the database nothing. */
  start(): Promise<DriverSession>;
  store(session: DriverSession): Promise<void>;
  /** Never rejects. Answers whether the block around it can go on. */
  undo(session: DriverSession): Promise<boolean>;
  /** Whether a failure undoes the block around it too. */
  readonly isJoined?: boolean;
}

/** What a block answers to a statement that came when it was over. */
export const OVER: unique symbol = Symbol("over");

/**
 * One `atomic`, or one `reserve`: the statements of the work inside, in turns. A statement has a place among
 * others; a block inside, and the end, have all places, so that nothing else gets between.
 */
export class Block {
  readonly parent: Block | undefined;
  readonly hooks: Hook[] = [];
  /** Savepoints made by hand, with the number of hooks there were. */
  readonly savepoints = new Map<string, number>();
  /** Whether it will be undone at its end, though nothing was thrown. */
  needsRollback = false;
  /** Transactions begun in it by hand. */
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

  /** Whether it ended and what was done in it was kept. */
  get isStored(): boolean {
    return this.#state === "stored";
  }

  /** Why it, or a block around it, was ended before its work was done. */
  get failure(): Error | undefined {
    return this.#failure ?? this.parent?.failure;
  }

  get isBroken(): boolean {
    return this.needsRollback || (this.parent?.isBroken ?? false);
  }

  /** The session, once the block has begun there. */
  session(): Promise<DriverSession> {
    this.#session ??= this.#kind.start().catch((error: unknown) => {
      this.#session = undefined;
      throw error;
    });
    return this.#session;
  }

  /** Runs one statement when its turn comes; {@link OVER} if the block ended before. */
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

  /** Has the block for itself until the answer is called. */
  alone(): Promise<Leave> {
    return this.#turns.take(PLACES, this.#wait);
  }

  /** Ends it and keeps what was done; undoes it if something was marked to be. */
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

  /** Ends it and drops what was done. */
  async undo(): Promise<void> {
    if (!this.isOpen) return;
    const leave = await this.alone().catch(() => undefined);
    await this.#undo();
    leave?.();
  }

  /** Ends it from outside, whatever its work is doing: drops what was done and gives back what it held. */
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

/** For work that goes on after its block was undone: its changes belong to what is no more. */
export function undoneBlock(cause: unknown): TransactionManagementError {
  return new TransactionManagementError(
    "This query belongs to an atomic block that has been rolled back; it was not sent. Await everything that a block starts inside the block.",
    { cause },
  );
}
