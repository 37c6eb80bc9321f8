import { and, between, defineRelations, eq, gt, gte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { bigint, bigserial, integer, pgTable, timestamp, varchar } from "drizzle-orm/pg-core";
import { Pool } from "pg";
import { DOOMED, UNIT } from "../operations.ts";
import { authorId, bookId, MADE, nameFor, TEN, TITLES, titleStart } from "./peer.ts";
import type { Peer } from "./peer.ts";

const authors = pgTable("bench_author", {
  id: bigserial({ mode: "number" }).primaryKey(),
  name: varchar({ length: 100 }).notNull().unique(),
});
const books = pgTable("bench_book", {
  id: bigserial({ mode: "number" }).primaryKey(),
  title: varchar({ length: 200 }).notNull(),
  votes: integer().notNull(),
  made: timestamp({ withTimezone: true }).notNull(),
  authorId: bigint("author_id", { mode: "number" })
    .notNull()
    .references(() => authors.id),
});
const relations = defineRelations({ authors, books }, (r) => ({
  authors: { books: r.many.books({ from: r.authors.id, to: r.books.authorId }) },
}));
const toBook = (title: string, author: number) => ({
  title,
  votes: 1,
  made: MADE,
  authorId: author,
});

export function openDrizzle(url: string): Peer {
  const client = new Pool({ connectionString: url, max: 1 });
  const db = drizzle({ client, relations });
  return {
    operations: {
      get: (turn) =>
        db
          .select()
          .from(books)
          .where(eq(books.id, bookId(turn))),
      filter100: (turn) =>
        db
          .select()
          .from(books)
          .where(gt(books.votes, turn % 9000))
          .orderBy(books.id)
          .limit(100),
      lookup100: (turn) =>
        db
          .select()
          .from(books)
          .where(
            and(
              sql`${books.title} like ${`${titleStart(turn)}%`} escape '\\'`,
              between(books.votes, 100, 9900),
            ),
          )
          .orderBy(books.id)
          .limit(100),
      hydrate10k: () => db.select().from(books),
      join1000: () =>
        db
          .select()
          .from(books)
          .innerJoin(authors, eq(authors.id, books.authorId))
          .orderBy(books.id)
          .limit(1000),
      prefetch1000x10: () => db.query.authors.findMany({ with: { books: true } }),
      count: (turn) => db.$count(books, eq(books.authorId, authorId(turn))),
      exists: async (turn) => {
        const found = await db
          .select({ one: sql<number>`1` })
          .from(books)
          .where(eq(books.authorId, authorId(turn)))
          .limit(1);
        return found.length > 0;
      },
      update: async (turn) => {
        const mine = eq(books.id, bookId(turn));
        const [found] = await db.select().from(books).where(mine);
        await db
          .update(books)
          .set({ votes: (found?.votes ?? Number.NaN) + 1 })
          .where(mine);
      },
      "queryset-update": (turn) =>
        db
          .update(books)
          .set({ votes: sql`${books.votes} + 1` })
          .where(eq(books.id, bookId(turn))),
      insert: (turn) =>
        db
          .insert(books)
          .values(toBook(`new ${turn}`, authorId(turn)))
          .returning({ id: books.id }),
      bulk10k: () =>
        db
          .insert(books)
          .values(TITLES.map((title) => toBook(title, 1)))
          .returning({ id: books.id }),
      cascade: (turn) =>
        db.transaction(async (transaction) => {
          await transaction.delete(books).where(eq(books.authorId, DOOMED + turn));
          await transaction.delete(authors).where(eq(authors.id, DOOMED + turn));
        }),
      getOrCreate: async (turn) => {
        const name = nameFor(turn);
        const byName = () => db.select().from(authors).where(eq(authors.name, name));
        const found = await byName();
        if (found.length > 0) return found;
        const added = await db.insert(authors).values({ name }).onConflictDoNothing().returning();
        return added.length > 0 ? added : byName();
      },
      transaction: (turn) =>
        db.transaction(async (transaction) => {
          const add = (name: string) =>
            transaction.insert(authors).values({ name }).returning({ id: authors.id });
          await add(`one ${turn}`);
          await add(`two ${turn}`);
        }),
      chain10: (turn) =>
        db
          .select()
          .from(books)
          .where(
            and(eq(books.id, bookId(turn)), ...TEN.slice(1).map((at) => gte(books.votes, at))),
          ),
    },
    async unit30() {
      const tables = Array.from({ length: UNIT }, (_, at) =>
        pgTable(`bench_unit${at}`, {
          id: bigserial({ mode: "number" }).primaryKey(),
          a: varchar({ length: 100 }).notNull(),
          b: integer().notNull(),
          c: varchar({ length: 100 }).notNull(),
        }),
      );
      const named = Object.fromEntries(tables.map((table, at) => [`unit${at}`, table]));
      defineRelations(named);
      const db = drizzle({ client });
      const [first] = tables;
      return first && db.select().from(first);
    },
    close: () => client.end(),
  };
}
