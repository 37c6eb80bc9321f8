import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Pool, types, type PoolClient } from "pg";
import { DOOMED } from "../operations.ts";
import { authorId, bookId, MADE_TEXT, nameFor, nest, TEN, TITLES, titleStart } from "./peer.ts";
import type { OpenPeer } from "./peer.ts";

/** Statements by hand, each prepared once: the floor. */
interface Database {
  readonly all: (sql: string, values: readonly unknown[]) => Row[] | Promise<Row[]>;
  readonly begin: (work: (all: Database["all"]) => Promise<void>) => Promise<void>;
  readonly bulk: (titles: readonly string[]) => Row[] | Promise<Row[]>;
  readonly close: () => unknown;
}

interface Row {
  [column: string]: unknown;
  id: number;
  author_id: number;
}

const book = 'select "id", "title", "votes", "made", "author_id" from "bench_book"';
const addAuthor = 'insert into "bench_author" ("name") values ($1) returning "id"';
const addBook =
  'insert into "bench_book" ("title", "votes", "made", "author_id") values ($1, $2, $3, $4) returning "id"';

export const open: OpenPeer = (address) => {
  const { all, begin, bulk, close } = address.startsWith("postgresql:")
    ? postgresql(address)
    : sqlite(address);
  const byName = (name: string) =>
    all('select "id", "name" from "bench_author" where "name" = $1', [name]);
  const more = TEN.slice(1).map((at) => `and "votes" >= $${at + 1}`);
  const chain = `${book} where "id" = $1 ${more.join(" ")}`;
  return {
    operations: {
      get: (turn) => all(`${book} where "id" = $1`, [bookId(turn)]),
      filter100: (turn) => all(`${book} where "votes" > $1 order by "id" limit 100`, [turn % 9000]),
      lookup100: (turn) =>
        all(
          `${book} where "title" like $1 escape '\\' and "votes" between $2 and $3 order by "id" limit 100`,
          [`${titleStart(turn)}%`, 100, 9900],
        ),
      hydrate10k: () => all(book, []),
      join1000: () =>
        all(
          'select b."id", b."title", b."votes", b."made", b."author_id", a."id" as "a_id", a."name" from "bench_book" b inner join "bench_author" a on a."id" = b."author_id" order by b."id" limit 1000',
          [],
        ),
      prefetch1000x10: async () =>
        nest(await all('select "id", "name" from "bench_author"', []), await all(book, [])),
      count: async (turn) => {
        const sql = 'select count(*) as "rows" from "bench_book" where "author_id" = $1';
        return (await all(sql, [authorId(turn)]))[0]?.["rows"];
      },
      exists: async (turn) => {
        const sql = 'select 1 from "bench_book" where "author_id" = $1 limit 1';
        return (await all(sql, [authorId(turn)])).length > 0;
      },
      update: async (turn) => {
        const [found] = await all(`${book} where "id" = $1`, [bookId(turn)]);
        const votes = Number(found?.["votes"]) + 1;
        await all('update "bench_book" set "votes" = $1 where "id" = $2', [votes, bookId(turn)]);
      },
      "queryset-update": (turn) =>
        all('update "bench_book" set "votes" = "votes" + 1 where "id" = $1', [bookId(turn)]),
      insert: (turn) => all(addBook, [`new ${turn}`, 1, MADE_TEXT, authorId(turn)]),
      bulk10k: () => bulk(TITLES),
      cascade: (turn) =>
        begin(async (all) => {
          await all('delete from "bench_book" where "author_id" = $1', [DOOMED + turn]);
          await all('delete from "bench_author" where "id" = $1', [DOOMED + turn]);
        }),
      getOrCreate: async (turn) => {
        const name = nameFor(turn);
        const found = await byName(name);
        if (found.length > 0) return found;
        const sql =
          'insert into "bench_author" ("name") values ($1) on conflict ("name") do nothing returning "id", "name"';
        const added = await all(sql, [name]);
        return added.length > 0 ? added : byName(name);
      },
      transaction: (turn) =>
        begin(async (all) => {
          await all(addAuthor, [`one ${turn}`]);
          await all(addAuthor, [`two ${turn}`]);
        }),
      chain10: (turn) => all(chain, [bookId(turn), ...TEN.slice(1)]),
    },
    unit30: async () => all('select "id", "a", "b", "c" from "bench_unit0"', []),
    close,
  };
};

function sqlite(file: string): Database {
  const database = new DatabaseSync(file);
  database.exec("pragma synchronous = normal; pragma foreign_keys = on");
  const kept = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const all = (sql: string, values: readonly unknown[]): Row[] => {
    let statement = kept.get(sql);
    if (!statement) kept.set(sql, (statement = database.prepare(sql.replace(/\$\d+/g, "?"))));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The statements above say what a row is.
    return statement.all(...(values as SQLInputValue[])) as unknown as Row[];
  };
  const begin: Database["begin"] = async (work) => {
    database.exec("begin immediate");
    await work(all);
    database.exec("commit");
  };
  const bulk = (titles: readonly string[]): Row[] => {
    const line = "(?, ?, ?, ?)";
    const rows: Row[] = [];
    database.exec("begin immediate");
    for (let from = 0; from < titles.length; from += 500) {
      const part = titles.slice(from, from + 500);
      const lines = Array.from(part, () => line).join(", ");
      const sql = `insert into "bench_book" ("title", "votes", "made", "author_id") values ${lines} returning "id"`;
      rows.push(
        ...all(
          sql,
          part.flatMap((title) => [title, 1, MADE_TEXT, 1]),
        ),
      );
    }
    database.exec("commit");
    return rows;
  };
  return { all, begin, bulk, close: () => database.close() };
}

function postgresql(url: string): Database {
  types.setTypeParser(20, Number);
  const pool = new Pool({ connectionString: url, max: 1 });
  const names = new Map<string, string>();
  const on =
    (client: Pool | PoolClient): Database["all"] =>
    async (sql, values) => {
      let name = names.get(sql);
      if (name === undefined) names.set(sql, (name = `raw${names.size}`));
      return (await client.query<Row>({ name, text: sql, values: [...values] })).rows;
    };
  return {
    all: on(pool),
    async begin(work) {
      const client = await pool.connect();
      try {
        await client.query("begin");
        await work(on(client));
        await client.query("commit");
      } finally {
        client.release();
      }
    },
    bulk: (titles) =>
      on(pool)(
        'insert into "bench_book" ("title", "votes", "made", "author_id") select title, 1, $2::timestamptz, 1 from unnest($1::text[]) as title returning "id"',
        [titles, MADE_TEXT],
      ),
    close: () => pool.end(),
  };
}
