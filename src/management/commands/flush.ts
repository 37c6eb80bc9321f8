import { askYesNo } from "../../command/index.ts";
import { quoteName, tableNames, type Connection } from "../../connections/index.ts";
import { MkwebError } from "../../errors.ts";
import { emitPostMigrate } from "../../migrations/index.ts";
import { defineCommand } from "../define.ts";
import { withDatabase } from "../with-database.ts";

export default defineCommand({
  describe: "Removes ALL DATA from the database. The tables and their migrations stay.",
  examples: ["flush", "flush --noinput"],
  options: {
    noinput: {
      type: "boolean",
      describe: "Tells mkweb to NOT prompt the user for input of any kind.",
      default: false,
    },
  },
  run({ noinput }, { out, project, interactive }) {
    return withDatabase(project, async ({ settings, apps, connection, graph }) => {
      if (!noinput) await confirm(connection, interactive);
      const tables = await tablesToEmpty(connection);
      await empty(connection, tables);
      out.facts({ database: connection.name, tables });
      const report = (line: string) => out.detail(line);
      await emitPostMigrate({ settings, apps, connection, graph, report });
      out.note(`${tables.length} tables emptied.`);
    });
  },
});

async function confirm({ name }: Connection, interactive: boolean): Promise<void> {
  const question = `Delete every row of ${name}? This cannot be undone.`;
  if (interactive && (await askYesNo(question, false))) return;
  throw new MkwebError("MKWEB_INTERRUPTED", "Flush cancelled. Nothing was deleted.", {
    hint: "Answer yes, or add --noinput.",
  });
}

async function tablesToEmpty(connection: Connection): Promise<readonly string[]> {
  return [...(await tableNames(connection))].filter((name) => name !== "django_migrations");
}

async function empty(connection: Connection, tables: readonly string[]): Promise<void> {
  const names = tables.map(quoteName);
  if (names.length === 0) return;
  if (connection.vendor === "postgresql") {
    await connection.run(`truncate ${names.join(", ")} restart identity cascade`);
    return;
  }
  await connection.reserve(async (session) => {
    await session.run("pragma foreign_keys = off");
    try {
      await connection.transaction(async () => {
        for (const name of names) await session.run(`delete from ${name}`);
        const counters = "select 1 from sqlite_master where name = 'sqlite_sequence'";
        if (await session.get(counters)) {
          await session.run("delete from sqlite_sequence where name <> 'django_migrations'");
        }
      });
    } finally {
      await session.run("pragma foreign_keys = on");
    }
  });
}
