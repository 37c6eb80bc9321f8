import { type CommandContext, defineCommand, usageError } from "../../command/index.ts";
import { printable } from "../../mistakes/index.ts";
import {
  activateCommand,
  createVenv,
  describeVenv,
  type Machine,
  npmVersion,
  previewVenv,
  thisMachine,
  type Venv,
  type VenvInfo,
  type VenvRequest,
} from "../../venv/index.ts";

export default defineCommand({
  describe:
    "Creates an isolated Node environment: while it is active, npm install -g installs into it.",
  examples: ["venv dj-env", "venv --node 24 dj-env", "venv --info"],
  arguments: {
    directories: {
      complete: "folder",
      describe: "Where to create it.",
      optional: true,
      variadic: true,
    },
  },
  options: {
    node: {
      type: "string",
      metavar: "VERSION",
      describe:
        "Node version to download from npm's registry: 24, 22.18, lts, latest. Default: the installed Node.",
    },
    prompt: {
      type: "string",
      metavar: "TEXT",
      describe:
        "Name in the prompt; . means the current directory's name. Default: the environment's directory.",
    },
    clear: { type: "boolean", describe: "Deletes the contents of an existing environment first." },
    upgrade: {
      type: "boolean",
      describe: "Repairs an environment or points it to the current Node; installed packages stay.",
    },
    copies: { type: "boolean", describe: "Copies Node instead of linking it." },
    force: {
      type: "boolean",
      describe: "Adds an environment to a directory that holds other files, without replacing any.",
    },
    dryRun: { type: "boolean", describe: "Shows what would be done and writes nothing." },
    info: { type: "boolean", describe: "Describes an environment, by default the active one." },
  },

  async run(values, context) {
    const directories = values.directories ?? [];
    if (values.clear && values.upgrade) {
      throw usageError("argument --upgrade: not allowed with argument --clear");
    }
    const machine = thisMachine(context.cwd, context.env, context.signal);
    if (values.info) return describe(machine, directories, context);
    if (directories.length === 0) {
      throw usageError("the following arguments are required: directories");
    }
    const requests = directories.map((directory): VenvRequest => ({
      ...values,
      directory,
      command: commandLine(values, directory),
    }));
    return values.dryRun ? preview(machine, requests, context) : create(machine, requests, context);
  },
});

async function create(
  machine: Machine,
  requests: readonly VenvRequest[],
  { out }: CommandContext,
): Promise<void> {
  const made: Venv[] = [];
  for (const request of requests) {
    const venv = await createVenv(machine, request, (line) => out.note(line));
    made.push(venv);
    out.facts({ environments: made.map((each) => asJson(machine, each)), dryRun: false });
    sayCreated(machine, venv, out);
  }
}

function sayCreated(machine: Machine, venv: Venv, out: CommandContext["out"]): void {
  const { node } = venv.record;
  const verb = {
    created: "Created",
    upgraded: "Brought up to date",
    cleared: "Cleared and created",
  };
  const npm = npmVersion(venv.npm);
  out.note(
    `${verb[venv.outcome]} ${venv.directory} (Node ${node.version}, ${node.kind}; npm ${npm ?? "missing"})`,
  );
  if (venv.unlinked) out.note("Links cannot be created here, so Node was copied.");
  out.note("");
  out.note(`  ${out.style.code(activateCommand(machine, venv.directory))}`);
}

function asJson(machine: Machine, { directory, outcome, record, source, npm }: Venv): unknown {
  return {
    directory,
    outcome,
    prompt: record.prompt,
    node: { ...record.node, source, base: record.base.node },
    npm: { version: npmVersion(npm) ?? null, path: npm },
    activate: activateCommand(machine, directory),
  };
}

async function preview(
  machine: Machine,
  requests: readonly VenvRequest[],
  { out }: CommandContext,
): Promise<void> {
  const previews = [];
  for (const request of requests) previews.push(await previewVenv(machine, request));
  out.facts({ environments: previews, dryRun: true });
  for (const { directory, outcome, node, files } of previews) {
    const from = {
      system: "the installed one",
      store: "from the store",
      registry: "to be downloaded",
    };
    out.data(`Would ${outcome} ${directory} (Node ${node.version}, ${from[node.source]}):`);
    for (const file of files) out.data(`  ${file}`);
  }
  return out.note("Nothing was written.");
}

async function describe(
  machine: Machine,
  directories: readonly string[],
  { out }: CommandContext,
): Promise<void> {
  const infos: VenvInfo[] = [];
  for (const directory of directories.length === 0 ? [undefined] : directories) {
    infos.push(await describeVenv(machine, directory));
  }
  out.facts({ environments: infos });
  for (const info of infos) for (const line of infoLines(info)) out.data(printable(line));
  return undefined;
}

function infoLines({
  directory,
  prompt,
  active,
  node,
  npm,
  commands,
  activate,
  problems,
}: VenvInfo) {
  return [
    `${directory}${active ? " (active)" : ""}`,
    `  prompt    ${prompt}`,
    `  node      ${node.version ?? "gone"} (${node.kind}, asked for: ${node.wanted}, base: ${node.base})`,
    `  npm       ${npm.version ?? "gone"} (${npm.path})`,
    `  commands  ${commands.length === 0 ? "none installed" : commands.join(" ")}`,
    `  activate  ${activate}`,
    ...problems.map((problem) => `  problem   ${problem}`),
  ];
}

/** The command line that creates this environment again. */
function commandLine(
  values: Readonly<Record<string, unknown>>,
  directory: string,
): readonly string[] {
  const options = ["node", "prompt", "clear", "upgrade", "copies", "force"].flatMap((name) => {
    const value = values[name];
    if (typeof value === "string") return [`--${name}`, value];
    return value === true ? [`--${name}`] : [];
  });
  return ["mkweb", "venv", ...options, ...(directory.startsWith("-") ? ["--"] : []), directory];
}
