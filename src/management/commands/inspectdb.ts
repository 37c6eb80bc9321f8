import { getConnection } from "../../connections/index.ts";
import { MkwebError } from "../../errors.ts";
import { didYouMean } from "../../mistakes/index.ts";
import { defineCommand } from "../define.ts";
import { classNames } from "../inspectdb/names.ts";
import type { Table } from "../inspectdb/table.ts";
import { inspectTables } from "../inspectdb/tables.ts";
import { withDatabase } from "../with-database.ts";

const introduction = `// Models of the tables in the database, for you to go through:
//  * names of classes and fields may be changed; dbTable and .dbColumn() say what they are in the database
//  * onDelete is what the database itself does; tables of Django and mkweb say "do nothing", their models delete by themselves
//  * what stands in a comment could not be told from the database
// Then \`node manage makemigrations APP\` and \`node manage migrate --fake APP\` mark the tables as made.
import { defineModel, fields } from "mkweb/db";
`;

export default defineCommand({
  describe: "Introspects the database tables in the given database and outputs models for them.",
  examples: ["inspectdb > legacy/models.ts", "inspectdb library_book library_author"],
  arguments: {
    table: {
      describe: "Selects what tables should be introspected.",
      optional: true,
      variadic: true,
    },
  },
  options: {
    database: {
      type: "string",
      describe: 'Nominates a database to introspect. Defaults to using the "default" database.',
      default: "default",
    },
  },
  run({ table: wanted, database }, { out, project }) {
    return withDatabase(project, async ({ settings }) => {
      const { modelSource } = await import("../inspectdb/model-source.ts");
      const connection = getConnection(settings, database);
      const tables = await inspectTables(connection);
      const chosen = wanted.length > 0 ? choose(tables, wanted) : tables.filter(isOfTheProject);
      const classes = classNames(chosen.map(({ name }) => name));
      const { vendor } = connection;
      const models = chosen.map((each) => modelSource(each, { vendor, classes, tables }));
      const source = [introduction, ...models].join("\n").trimEnd();
      out.data(source);
      out.facts({ tables: chosen.map(({ name }) => name), source: `${source}\n` });
    });
  },
});

/** The migrations table belongs to `migrate`. */
function isOfTheProject({ name }: Table): boolean {
  return name !== "django_migrations";
}

function choose(tables: readonly Table[], wanted: readonly string[]): readonly Table[] {
  return wanted.map((name) => {
    const found = tables.find((table) => table.name === name);
    if (found) return found;
    const names = tables.map((table) => table.name);
    const known = names.join(", ") || "none";
    const message = `No table is named '${name}'.${didYouMean(name, names)}`;
    throw new MkwebError("MKWEB_UNKNOWN_TABLE", message, {
      hint: `The tables of the database: ${known}.`,
    });
  });
}
