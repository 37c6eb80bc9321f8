import type { Facts } from "../../command/index.ts";
import { cacheTables, createTableStatements } from "../../cache/index.ts";
import { getConnection, hasTable } from "../../connections/index.ts";
import { defineCommand } from "../define.ts";

export default defineCommand({
  describe: "Creates the tables needed to use the SQL cache backend.",
  examples: ["createcachetable", "createcachetable --dry-run"],
  arguments: {
    table_name: {
      describe: "Optional table names. Otherwise, settings.CACHES is used to find cache tables.",
      optional: true,
      variadic: true,
    },
  },
  options: {
    "dry-run": {
      type: "boolean",
      describe: "Does not create the table, just prints the SQL that would be run.",
      default: false,
    },
  },
  async run({ table_name: given, "dry-run": dryRun }, { out, project }) {
    const settings = await project.settings();
    const connection = getConnection(settings);
    const tables: Facts[] = [];
    try {
      for (const table of given.length > 0 ? given : cacheTables(settings)) {
        if (await hasTable(connection, table)) {
          out.note(`Cache table '${table}' already exists.`);
          tables.push({ name: table, outcome: "existed", statements: [] });
          continue;
        }
        const statements = createTableStatements(table, connection.vendor);
        if (dryRun) {
          for (const statement of statements) out.data(statement);
          tables.push({ name: table, outcome: "planned", statements });
          continue;
        }
        await connection.transaction(async (session) => {
          for (const statement of statements) await session.run(statement);
        });
        out.detail(`Cache table '${table}' created.`);
        tables.push({ name: table, outcome: "created", statements });
      }
    } finally {
      out.facts({ dryRun, tables });
    }
  },
});
