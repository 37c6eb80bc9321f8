import { AsyncLocalStorage } from "node:async_hooks";
import { Block, OVER, undoneBlock, type BlockKind, type Hook } from "./block.ts";
import { joined, reserved, savepoint, transaction } from "./block-kinds.ts";
import type { AtomicOptions } from "./connection.ts";
import type { DriverSession } from "./driver-session.ts";
import { TransactionManagementError } from "./errors.ts";
import { runHooks, runNow } from "./hooks.ts";
import { limitExceeded, type Limits } from "./limits.ts";
import type { WaitOptions } from "./turns.ts";

export interface TransactionsOptions {
  readonly alias: string;
  readonly limits: () => Limits;
  /** Acquires a session for a block, which may last long. */
  readonly acquire: () => Promise<DriverSession>;
}

/** The blocks of a connection: finds the block that the current work belongs to. */
export class Transactions {
  readonly #options: TransactionsOptions;
  readonly #blocks = new AsyncLocalStorage<Block | undefined>();
  /** Number of statements sent in blocks, to tell work that proceeds from work that waits for itself. */
  #statements = 0;
  /** Collected `onCommit` functions while they are held back. */
  #held: Hook[] | undefined;
  #names = 0;

  constructor(options: TransactionsOptions) {
    this.#options = options;
  }

  /** Whether the current work certainly belongs to no block. */
  get isOutside(): boolean {
    return this.#blocks.getStore() === undefined;
  }

  /**
   * The innermost open block of the current work.
   *
   * @throws {TransactionManagementError} If its block has been rolled back.
   */
  get current(): Block | undefined {
    let block = this.#blocks.getStore();
    while (block && !block.isOpen) {
      if (!block.isStored) throw undoneBlock(block.failure);
      block = block.parent;
    }
    return block;
  }

  get inTransaction(): Block | undefined {
    const block = this.current;
    return block?.isTransaction ? block : undefined;
  }

  /** Whether a transaction is open, whether a block or manual. */
  get isInTransaction(): boolean {
    const block = this.current;
    return block !== undefined && (block.isTransaction || block.begun > 0);
  }

  /** Returns a unique name for a savepoint. */
  readonly savepointName = (): string => `mkweb_${(this.#names += 1)}`;

  /** Runs a statement in the current block, or with `alone` if there is none. */
  async use<T>(
    run: (session: DriverSession) => Promise<T>,
    alone: (run: (session: DriverSession) => Promise<T>) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      const block = this.current;
      if (!block) return alone(run);
      this.#statements += 1;
      const result = await block.use(run);
      // The block ended meanwhile, so the statement belongs to the enclosing one.
      if (result !== OVER) return result;
    }
  }

  /** Runs `work` with a dedicated session, that of the current block if any. */
  reserve<T>(work: () => Promise<T>): Promise<T> {
    if (this.current) return work();
    const kind = reserved(this.#options.acquire);
    return this.#run(this.#block(kind, undefined, false), work);
  }

  async atomic<T>(work: () => Promise<T>, options: AtomicOptions = {}): Promise<T> {
    const parent = this.current;
    if (!parent) return this.#outermost(work);
    if (!this.isInTransaction) return this.#inReserved(parent, work);
    if (options.durable) {
      throw new TransactionManagementError(
        "A durable atomic block cannot be nested within another atomic block.",
      );
    }
    const isJoined = options.savepoint === false;
    const kind = isJoined ? joined(parent) : savepoint(parent, this.savepointName());
    return this.#nested(parent, kind, work);
  }

  onCommit(hook: Hook): void {
    const block = this.inTransaction;
    if (block) block.hooks.push(hook);
    else if (this.#held) this.#held.push(hook);
    else runNow(hook);
  }

  /** Holds back `onCommit` functions while `work` runs, and returns them. */
  async holdHooks(work: () => Promise<unknown>): Promise<readonly Hook[]> {
    const around = this.#held;
    const held = (this.#held = []);
    try {
      await work();
      return held;
    } finally {
      this.#held = around;
    }
  }

  async #committed(hooks: readonly Hook[]): Promise<void> {
    if (this.#held) this.#held.push(...hooks);
    else await runHooks(hooks);
  }

  async #outermost<T>(work: () => Promise<T>): Promise<T> {
    const { promise: ended, reject } = Promise.withResolvers<never>();
    let timer: NodeJS.Timeout | undefined;
    const limit = this.#options.limits().transaction;
    const kind = transaction(
      this.#options.acquire,
      (session) => session.release(),
      () => {
        if (limit > 0) timer = setTimeout(() => void expire(), limit);
      },
    );
    const block = this.#block(kind, undefined, true);
    const expire = async (): Promise<void> => {
      const error = this.#tooLong(limit);
      reject(error);
      await block.end(error);
    };
    try {
      const result = await this.#run(block, () => Promise.race([work(), ended]));
      clearTimeout(timer);
      await this.#blocks.run(undefined, () => this.#committed(block.hooks));
      return result;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Starts the first transaction on a session reserved before. */
  async #inReserved<T>(parent: Block, work: () => Promise<T>): Promise<T> {
    const leave = await parent.alone();
    try {
      const nothing = (): void => {};
      const block = this.#block(
        transaction(() => parent.session(), nothing, nothing),
        parent,
        true,
      );
      const result = await this.#run(block, work);
      leave();
      await this.#blocks.run(parent, () => this.#committed(block.hooks));
      return result;
    } finally {
      leave();
    }
  }

  async #nested<T>(parent: Block, kind: BlockKind, work: () => Promise<T>): Promise<T> {
    const leave = await parent.alone();
    try {
      if (parent.failure) throw undoneBlock(parent.failure);
      const block = this.#block(kind, parent, true);
      const result = await this.#run(block, work);
      parent.hooks.push(...block.hooks);
      return result;
    } finally {
      leave();
    }
  }

  async #run<T>(block: Block, work: () => Promise<T>): Promise<T> {
    let result: T;
    try {
      result = await this.#blocks.run(block, work);
    } catch (error) {
      await block.undo();
      throw error;
    }
    await block.store();
    return result;
  }

  #block(kind: BlockKind, parent: Block | undefined, isTransaction: boolean): Block {
    return new Block(kind, { parent, isTransaction, wait: this.#patience() });
  }

  /** How long one branch waits for another; while statements are sent, it keeps waiting. */
  #patience(): WaitOptions {
    const timeout = this.#options.limits().turn;
    let seen = this.#statements;
    const late = (): Error | undefined => {
      const isAtWork = this.#statements > seen;
      seen = this.#statements;
      return isAtWork ? undefined : this.#stuck(timeout);
    };
    return { timeout, late };
  }

  #stuck(limit: number): Error {
    return limitExceeded({
      alias: this.#options.alias,
      name: "TRANSACTION_TIMEOUT",
      what: "Waiting for another part of the same transaction took longer than",
      limit,
      hint: "A nested atomic block that awaits work started outside of it waits for itself: move that work into the block, or await it before.",
    });
  }

  #tooLong(limit: number): Error {
    return limitExceeded({
      alias: this.#options.alias,
      name: "TRANSACTION_TIMEOUT",
      what: "A transaction was rolled back because it took longer than",
      limit,
      hint: "Do slow work, such as calls of other servers, outside of atomic blocks.",
    });
  }
}
