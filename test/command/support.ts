import {
  defineCommand,
  runCommandLine,
  type CommandTable,
  type ProjectRequest,
} from "../../src/command/index.ts";

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  readonly project?: (request: ProjectRequest) => unknown;
  readonly commands?: CommandTable;
  readonly program?: string;
  /** Whether a person could be asked. */
  readonly interactive?: boolean;
}

/** Runs a command line in this process and collects what it printed. */
export async function run(argv: readonly string[], setting: Setting = {}): Promise<Run> {
  const printed = { stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      printed[name] += text;
    },
    isTTY: setting.tty ?? false,
  });
  const status = await runCommandLine({
    argv,
    program: setting.program ?? "manage",
    version: "1.2.3",
    commands: () => setting.commands ?? table,
    ...(setting.project && { project: setting.project }),
    terminal: {
      stdout: sink("stdout"),
      stderr: sink("stderr"),
      cwd: "/",
      env: setting.env ?? {},
      interactive: setting.interactive ?? false,
    },
  });
  return { status, ...printed };
}

const say = (text: string) => async () => ({
  default: defineCommand({ describe: text, run: (_, { out }) => out.data(text) }),
});

const check = async () => ({
  default: defineCommand({
    describe: "Checks the entire project for potential problems.",
    arguments: {
      appLabel: { describe: "Limits the check to apps.", optional: true, variadic: true },
    },
    options: {
      tag: { type: "string", alias: "t", array: true, describe: "Run only checks with this tag." },
      database: { type: "string", choices: ["default", "other"], describe: "Which database." },
      deploy: { type: "boolean", describe: "Check deployment settings." },
      retries: { type: "number", default: 2, describe: "How often to try." },
    },
    run: (values, { out, verbosity }) => out.data(JSON.stringify({ ...values, verbosity })),
  }),
});

const startThing = async () => ({
  default: defineCommand({
    describe: "Makes a thing.",
    arguments: { name: { describe: "Its name.", missing: "You must provide a thing name." } },
    suppressedBaseArguments: ["--verbosity", "--traceback"],
    run: ({ name }, { out, verbosity }) => out.data(`${name} ${verbosity}`),
  }),
});

/** Two apps before the framework's own commands; `shared` is in both. */
export const table: CommandTable = {
  groups: [
    { name: "polls", commands: { shared: say("from polls"), closepoll: say("closed") } },
    { name: "blog", commands: { shared: say("from blog") } },
    { name: "mkweb", commands: { check, startthing: startThing, runserver: say("served") } },
  ],
};
