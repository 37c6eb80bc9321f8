import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import {
  Kysely,
  PostgresDialect,
  sql,
  SqliteDialect,
  type Generated,
  type SqliteDatabase,
} from "kysely";
import { Pool, types } from "pg";
import { DOOMED } from "../operations.ts";
import { authorId, bookId, MADE_TEXT, nameFor, nest, TEN, TITLES, titleStart } from "./peer.ts";
import type { OpenPeer } from "./peer.ts";

interface Tables {
  bench_author: { id: Generated<number>; name: string };
  bench_book: {
    id: Generated<number>;
    title: string;
    votes: number;
    made: string;
    author_id: number;
  };
  bench_unit0: { id: Generated<number>; a: string; b: number; c: string };
}

export const open: OpenPeer = (address) => {
  const isPostgres = address.startsWith("postgresql:");
  if (isPostgres) types.setTypeParser(20, Number);
  const db = new Kysely<Tables>({
    dialect: isPostgres
      ? new PostgresDialect({ pool: new Pool({ connectionString: address, max: 1 }) })
      : new SqliteDialect({ database: nodeSqlite(address) }),
  });
  const books = () => db.selectFrom("bench_book").selectAll();
  const byName = (name: string) =>
    db.selectFrom("bench_author").selectAll().where("name", "=", name).executeTakeFirst();
  const toBook = (title: string, author_id: number) => ({
    title,
    votes: 1,
    made: MADE_TEXT,
    author_id,
  });
  return {
    operations: {
      get: (turn) => books().where("id", "=", bookId(turn)).executeTakeFirstOrThrow(),
      filter100: (turn) =>
        books()
          .where("votes", ">", turn % 9000)
          .orderBy("id")
          .limit(100)
          .execute(),
      lookup100: (turn) =>
        books()
          .where(sql<boolean>`"title" like ${`${titleStart(turn)}%`} escape '\\'`)
          .where((eb) => eb.between("votes", 100, 9900))
          .orderBy("id")
          .limit(100)
          .execute(),
      hydrate10k: () => books().execute(),
      join1000: () =>
        db
          .selectFrom("bench_book as b")
          .innerJoin("bench_author as a", "a.id", "b.author_id")
          .selectAll("b")
          .select(["a.id as a_id", "a.name"])
          .orderBy("b.id")
          .limit(1000)
          .execute(),
      prefetch1000x10: async () =>
        nest(await db.selectFrom("bench_author").selectAll().execute(), await books().execute()),
      count: async (turn) => {
        const { rows } = await db
          .selectFrom("bench_book")
          .select((eb) => eb.fn.countAll<number>().as("rows"))
          .where("author_id", "=", authorId(turn))
          .executeTakeFirstOrThrow();
        return rows;
      },
      exists: async (turn) => {
        const found = await db
          .selectFrom("bench_book")
          .select(sql<number>`1`.as("one"))
          .where("author_id", "=", authorId(turn))
          .limit(1)
          .executeTakeFirst();
        return found !== undefined;
      },
      update: async (turn) => {
        const id = bookId(turn);
        const { votes } = await books().where("id", "=", id).executeTakeFirstOrThrow();
        await db
          .updateTable("bench_book")
          .set({ votes: votes + 1 })
          .where("id", "=", id)
          .execute();
      },
      "queryset-update": (turn) =>
        db
          .updateTable("bench_book")
          .set((eb) => ({ votes: eb("votes", "+", 1) }))
          .where("id", "=", bookId(turn))
          .execute(),
      insert: (turn) =>
        db
          .insertInto("bench_book")
          .values(toBook(`new ${turn}`, authorId(turn)))
          .returning("id")
          .execute(),
      bulk10k: () =>
        db.transaction().execute(async (transaction) => {
          const ids: { id: number }[] = [];
          for (let from = 0; from < TITLES.length; from += 2500) {
            const rows = TITLES.slice(from, from + 2500).map((title) => toBook(title, 1));
            ids.push(
              ...(await transaction
                .insertInto("bench_book")
                .values(rows)
                .returning("id")
                .execute()),
            );
          }
          return ids;
        }),
      cascade: (turn) =>
        db.transaction().execute(async (transaction) => {
          const author = DOOMED + turn;
          await transaction.deleteFrom("bench_book").where("author_id", "=", author).execute();
          await transaction.deleteFrom("bench_author").where("id", "=", author).execute();
        }),
      getOrCreate: async (turn) => {
        const name = nameFor(turn);
        const found = await byName(name);
        if (found) return found;
        const added = await db
          .insertInto("bench_author")
          .values({ name })
          .onConflict((conflict) => conflict.column("name").doNothing())
          .returningAll()
          .executeTakeFirst();
        return added ?? byName(name);
      },
      transaction: (turn) =>
        db.transaction().execute(async (transaction) => {
          const add = (name: string) =>
            transaction.insertInto("bench_author").values({ name }).returning("id").execute();
          await add(`one ${turn}`);
          await add(`two ${turn}`);
        }),
      chain10: (turn) => {
        let query = books().where("id", "=", bookId(turn));
        for (const at of TEN.slice(1)) query = query.where("votes", ">=", at);
        return query.execute();
      },
    },
    unit30: () => db.selectFrom("bench_unit0").selectAll().execute(),
    close: () => db.destroy(),
  };
};

/** node:sqlite as Kysely's SQLite dialect wants its driver. */
function nodeSqlite(file: string): SqliteDatabase {
  const database = new DatabaseSync(file);
  database.exec("pragma synchronous = normal; pragma foreign_keys = on");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely's compiler makes the values.
  const bound = (values: readonly unknown[]) => values as SQLInputValue[];
  return {
    close: () => database.close(),
    prepare(text) {
      const statement = database.prepare(text);
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...bound(values)),
        run: (values) => statement.run(...bound(values)),
        iterate: (values) => statement.iterate(...bound(values)),
      };
    },
  };
}
