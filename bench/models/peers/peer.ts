import { BOOKS, type Operation } from "../operations.ts";

/** One way to a database: what it does for each operation, where `turn` says which of the rows it is about. */
export interface Peer {
  readonly operations: Readonly<Record<Operation, (turn: number) => unknown>>;
  /** The rows of an answer as plain objects, where they are not already. */
  plain?(operation: Operation, answer: unknown): unknown;
  /** Makes 30 models and asks the first for its rows. */
  unit30(): Promise<unknown>;
  close(): unknown;
}

/** Opens a peer on a SQLite file or a PostgreSQL URL. */
export type OpenPeer = (address: string) => Promise<Peer> | Peer;

export const MADE = new Date(Date.UTC(2026, 10, 22, 11, 33));
export const MADE_TEXT = "2026-11-22 11:33:00";

export const bookId = (turn: number): number => 1 + (turn % BOOKS);
export const authorId = (turn: number): number => 1 + (turn % 1000);
/** Half of them are there. */
export const nameFor = (turn: number): string =>
  turn % 2 === 0 ? `author ${turn % 1000}` : `made ${turn}`;
export const titleStart = (turn: number): string => `book ${1 + (turn % 9)}`;
export const TITLES: readonly string[] = Array.from({ length: BOOKS }, (_, at) => `bulk ${at}`);
export const TEN: readonly number[] = Array.from({ length: 10 }, (_, at) => at);

/** Puts the books of each author into it, as one does by hand. */
export function nest<A extends { id: number }, B extends { author_id: number }>(
  authors: readonly A[],
  books: readonly B[],
): readonly (A & { books: B[] })[] {
  const nested = authors.map((author) => Object.assign(author, { books: [] as B[] }));
  const byId = new Map(nested.map((author) => [author.id, author]));
  for (const book of books) byId.get(book.author_id)?.books.push(book);
  return nested;
}
