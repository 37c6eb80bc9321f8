import { spawn } from "node:child_process";
import { once } from "node:events";
import { toPath, type DatabaseSettings, type Settings } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { defineCommand } from "../define.ts";
import { withDatabase } from "../with-database.ts";

export default defineCommand({
  describe: "Runs the command-line client for the default database.",
  examples: ["dbshell", 'dbshell -- -c "select 1"'],
  arguments: {
    parameters: {
      describe: "Parameters for the client, after --.",
      optional: true,
      variadic: true,
    },
  },
  run({ parameters }, { env, json, project }) {
    if (json) throw noDocument();
    return withDatabase(project, async ({ settings }) => {
      const database = settings.DATABASES["default"];
      if (!database) return;
      const [program, args, more] = clientOf(database, settings);
      const child = spawn(program, [...args, ...parameters], {
        stdio: "inherit",
        env: { ...env, ...more },
      });
      const [status] = await once(child, "exit").catch((cause: unknown) => {
        throw failed(`The program ${program} could not be started.`, cause);
      });
      if (status !== 0) throw failed(`${program} ended with status ${String(status)}.`);
    });
  },
});

/** With `--json` there is nothing to print: the client owns the terminal. */
function noDocument(): MkwebError {
  const message = "dbshell runs the database's own client, whose output is not JSON.";
  return new MkwebError("MKWEB_USAGE", `${message} Nothing was run.`, {
    hint: "Run it without --json, or query from code: node manage shell --json -c 'CODE'.",
    exitStatus: 2,
  });
}

type Client = readonly [program: string, args: readonly string[], env: Record<string, string>];

function clientOf(
  { ENGINE, NAME, USER, PASSWORD, HOST, PORT }: DatabaseSettings,
  { BASE_DIR }: Settings,
): Client {
  if (ENGINE === "sqlite") return ["sqlite3", [toPath(NAME, BASE_DIR)], {}];
  const args = [
    ...(USER ? ["-U", USER] : []),
    ...(HOST ? ["-h", HOST] : []),
    ...(PORT ? ["-p", String(PORT)] : []),
    NAME,
  ];
  // Not as an argument, which every user of the machine could read.
  return ["psql", args, PASSWORD ? { PGPASSWORD: PASSWORD } : {}];
}

function failed(message: string, cause?: unknown): MkwebError {
  return new MkwebError("MKWEB_DATABASE_CLIENT", message, {
    hint: "Install the database's command-line client: sqlite3, or psql.",
    cause,
  });
}
