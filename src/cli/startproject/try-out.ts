/** Checks that a new project or app runs. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runProgram, type CommandContext } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { explainMistake, framesOfProject } from "../../mistakes/index.ts";
import { isNewEnough } from "../../platform/index.ts";
import { readVersions } from "./project-package.ts";

export interface TryOutRequest {
  /** The project's folder. */
  readonly root: string;
  /** Its settings file, relative to the project's folder. */
  readonly settings: string;
  /** Path of the page that must answer: `/blog/`. Default: none, the project is only loaded. */
  readonly page?: string | undefined;
  /** What was written, for messages: "The app blog". */
  readonly what: string;
}

/** Longest time for the project to load and answer, in milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * Required packages that cannot be found from a project's folder; empty if they are installed.
 *
 * @param root The project's folder.
 * @param ownOnly Whether to ignore parent folders, where a workspace keeps packages.
 */
export function missingPackages(root: string, ownOnly: boolean): readonly string[] {
  const own = join(root, "node_modules");
  const { resolve } = createRequire(join(root, "manage.js"));
  return ["mkweb", "typescript"].filter(
    (name) =>
      !(ownOnly ? [own] : (resolve.paths(name) ?? [])).some((folder) =>
        existsSync(join(folder, name, "package.json")),
      ),
  );
}

/**
 * Loads the project in a separate Node process and requests the page, with an empty in-memory database. The
 * project's own database is untouched and need not exist yet.
 *
 * @returns One line about the result.
 * @throws {MkwebError} `MKWEB_CANNOT_RUN`: the written files are complete.
 */
export async function tryOut(request: TryOutRequest, context: CommandContext): Promise<string> {
  const { root, settings, page, what } = request;
  const node = nodeFor(root);
  if (node === undefined) return "Not tried out: this Node is too old to run projects.";
  const args = [
    "--input-type=module",
    "--no-warnings",
    "-e",
    script,
    "--",
    root,
    settings,
    page ?? NOWHERE,
  ];
  const run = await runProgram(node, args, {
    cwd: root,
    signal: context.signal,
    env: { ...context.env, MKWEB_SETTINGS_MODULE: settings },
    timeoutMs: PATIENCE_MS,
    interrupted: `${what} is complete.`,
  });
  if (run.timedOut) throw cannotRun(what, `it did not answer within ${PATIENCE_MS / 1000} seconds`);
  const answer = answerIn(run.stdout);
  if (!answer)
    throw cannotRun(what, `Node exited while the project was loading:\n${run.all.trim()}`);
  if (answer.error) return explained(answer.error, root, what);
  if (page === undefined) return "Tried out: the project loads and answers.";
  if (!isAnswer(answer.status)) {
    throw cannotRun(
      what,
      `${page} answers ${answer.status}`,
      "To see which entry of urlpatterns answers it: node manage showurls",
    );
  }
  return `Tried out: http://127.0.0.1:8000${page} answers.`;
}

/** An address that no project has: any answer shows that the project was loaded. */
const NOWHERE = "/mkweb-try-out/";

/** The running Node, or else the project's own. */
export function nodeFor(root: string): string | undefined {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const program = process.platform === "win32" ? "node.exe" : "node";
  return Object.keys(readVersions().optionalDependencies)
    .map((name) => join(root, "node_modules", name, "bin", program))
    .find((file) => existsSync(file));
}

function isAnswer(status: number | undefined): boolean {
  return status !== undefined && (status < 400 || status === 401 || status === 403);
}

interface Answer {
  readonly status?: number;
  readonly error?: Failure;
}

/** The parts of an error that pass between the processes. */
interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly hint?: string;
}

/** Parses the script's last line; the project may print before it. */
function answerIn(stdout: string): Answer | undefined {
  try {
    const answer: Answer = JSON.parse(stdout.slice(stdout.lastIndexOf("\n") + 1));
    return answer;
  } catch {
    return undefined;
  }
}

/** @throws {MkwebError} `MKWEB_CANNOT_RUN`, unless the project may well run with its own database. */
function explained(failure: Failure, root: string, what: string): string {
  const { message, hint, ...rest } = failure;
  const error = Object.assign(new Error(message), rest);
  const known = explainMistake(error, root);
  if (known?.code === "MKWEB_NOT_MIGRATED") {
    return "Not tried out: the page needs database tables. `node manage check` checks the rest.";
  }
  if (known) throw cannotRun(what, `${known.message}\n${known.lines}`, known.hint);
  if (failure.code?.startsWith("MKWEB_")) throw cannotRun(what, message, hint);
  const frames = framesOfProject(error).map((frame) => `\n${frame}`);
  throw cannotRun(what, `${failure.name}: ${message}${frames.join("")}`);
}

function cannotRun(what: string, why: string, hint?: string): MkwebError {
  const reason = why.trimEnd();
  const end = /[.!?;]$|\n/.test(reason) ? "" : ".";
  return new MkwebError(
    "MKWEB_CANNOT_RUN",
    `${what} is complete, but does not run: ${reason}${end}`,
    {
      hint: hint ?? "Run `node manage check` in the project once the cause is fixed.",
    },
  );
}

const script = `
import { loadSettings } from "mkweb/conf";
import { getApplication } from "mkweb/server";
const [root, module, path] = process.argv.slice(1);
const say = (answer) =>
  process.stdout.write("\\n" + JSON.stringify(answer), () => process.exit());
try {
  const settings = await loadSettings(module, root + "/");
  const memory = { ENGINE: "sqlite", NAME: ":memory:" };
  const DATABASES = settings.DATABASES.default && { ...settings.DATABASES, default: memory };
  const ALLOWED_HOSTS = [...settings.ALLOWED_HOSTS, "localhost"];
  const changed = { ...settings, DEBUG: true, ALLOWED_HOSTS, ...(DATABASES && { DATABASES }) };
  let failure;
  const onError = (error, request, status) => {
    if (status >= 500) failure = error;
  };
  const application = await getApplication(changed, { onError, logErrors: false });
  const { status } = await application.fetch(new Request("http://localhost" + path));
  if (failure !== undefined) throw failure;
  say({ status });
} catch (error) {
  const { name, message = String(error), stack, code, hint } = Object(error);
  say({ error: { name, message, stack, code, hint } });
}
`;
