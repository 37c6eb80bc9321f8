import {
  kyselyOn,
  type AtomicOptions,
  type Kysely,
  type OnCommitOptions,
} from "../connections/index.ts";
import { connectionFor } from "./databases.ts";
import { refusedOptions } from "./queries/refuse-others.ts";

/** Name of a database in DATABASES. Default `"default"`. */
interface Using {
  readonly using?: string;
}

/**
 * Runs `work` in a transaction: its changes are stored together when it resolves and rolled back when it rejects.
 * Inside another transaction it is a savepoint. Django's `transaction.atomic`.
 *
 * @example
 * await atomic(async () => {
 *   const author = await Author.objects.create({ name: "Ann" });
 *   await author.books.create({ title: "One" });
 * });
 */
export function atomic<T>(work: () => Promise<T>, options: AtomicOptions & Using = {}): Promise<T> {
  const refused = refusedOptions("atomic", options, ["durable", "savepoint", "using"]);
  if (refused) return Promise.reject(refused);
  const { using, ...others } = options;
  return connectionFor(using).atomic(work, others);
}

/**
 * Calls a function once the current transaction is stored, or at once outside of one; never after a rollback.
 *
 * @example
 * await atomic(async () => {
 *   await question.save();
 *   onCommit(() => console.log("stored"));
 * });
 */
export function onCommit(run: () => unknown, options: OnCommitOptions & Using = {}): void {
  const refused =
    typeof run === "function"
      ? refusedOptions("onCommit", options, ["robust", "using"])
      : new TypeError("onCommit() takes a function.");
  if (refused) throw refused;
  const { using, ...others } = options;
  connectionFor(using).onCommit(run, others);
}

/**
 * Creates a Kysely on the same connection and in the same transaction, for SQL that models cannot express.
 *
 * @example
 * interface Tables {
 *   polls_choice: { question_id: number; votes: number };
 * }
 * const database = await kysely<Tables>();
 * const rows = await database.selectFrom("polls_choice").select("votes").execute();
 */
export function kysely<Tables>({ using }: Using = {}): Promise<Kysely<Tables>> {
  return kyselyOn(connectionFor(using));
}
