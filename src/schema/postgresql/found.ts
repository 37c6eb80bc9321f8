import { quoteName } from "../../connections/index.ts";
import type { SchemaReader } from "../change.ts";
import { ambiguous } from "../failures.ts";

type FoundKind = "check" | "foreign" | "index" | "like" | "primary" | "unique";

interface Found {
  readonly name: string;
  readonly kind: FoundKind;
  readonly columns: readonly string[];
}

const kinds: Readonly<Record<string, FoundKind>> = {
  c: "check",
  f: "foreign",
  p: "primary",
  u: "unique",
  i: "index",
  l: "like",
};

const query = `
  select conname as name, contype::text as kind,
         array(select attname::text from unnest(conkey) with ordinality as k(n, i)
               join pg_attribute on attrelid = conrelid and attnum = n order by i) as columns
    from pg_constraint where conrelid = to_regclass(?)
  union all
  select relname, case when pg_get_indexdef(indexrelid) like '%\\_pattern\\_ops%' then 'l' else 'i' end,
         array(select attname::text from unnest(indkey::int[]) with ordinality as k(n, i)
               join pg_attribute on attrelid = indrelid and attnum = n order by i)
    from pg_index join pg_class on pg_class.oid = indexrelid
   where indrelid = to_regclass(?) and not indisunique and indpred is null`;

/** The constraints and plain indexes of a table, whoever created them, under any name. */
export class FoundRules {
  readonly #found: readonly Found[];
  /** Names given by models: rules with these names are not searched by columns. */
  readonly #named: ReadonlySet<string>;

  private constructor(found: readonly Found[], named: ReadonlySet<string>) {
    this.#found = found;
    this.#named = named;
  }

  static async read(
    database: SchemaReader,
    table: string,
    named: ReadonlySet<string>,
  ): Promise<FoundRules> {
    const rows = await database.all(query, [quoteName(table), quoteName(table)]);
    const found = rows.map((row) => ({
      name: String(row["name"]),
      kind: kinds[String(row["kind"])] ?? "check",
      columns: Array.isArray(row["columns"]) ? row["columns"].map(String) : [],
    }));
    return new FoundRules(found, named);
  }

  /**
   * The real name of the rule on exactly these columns; the default name if there is none.
   *
   * @throws {MkwebError} `MKWEB_MIGRATION_FAILED`: there are several with other names.
   */
  nameOf(kind: FoundKind, columns: readonly string[], usual: string): string {
    const fitting = this.#found.filter(
      (each) =>
        each.kind === kind && each.columns.join() === columns.join() && !this.#named.has(each.name),
    );
    const [first] = fitting;
    if (!first || fitting.some(({ name }) => name === usual)) return usual;
    if (fitting.length === 1) return first.name;
    const names = fitting.map(({ name }) => name).join(", ");
    throw ambiguous(`Cannot tell which of ${names} is meant for (${columns.join(", ")}).`);
  }
}
