/** Sees that what was written can run. */
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
  /** Its settings file, from there. */
  readonly settings: string;
  /** Path of the page that has to answer: `/blog/`. Default: none, the project is only loaded. */
  readonly page?: string | undefined;
  /** What was written, for messages: "The app blog". */
  readonly what: string;
}

/** How long the project may take to load and answer, in milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * The packages every project needs that cannot be found from its folder; empty if it was installed.
 *
 * @param root The project's folder.
 * @param ownOnly Whether folders above it do not count, where a workspace keeps packages.
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
 * Loads the project in a Node of its own and asks for the page, with an empty database in memory: the
 * project's own is not touched, and need not be there yet.
 *
 * @returns What was seen, one line.
 * @throws {MkwebError} `MKWEB_CANNOT_RUN`: what was written is complete.
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
  if (!answer) throw cannotRun(what, `Node ended while it was loaded:\n${run.all.trim()}`);
  if (answer.error) return explained(answer.error, root, what);
  if (page === undefined) return "Tried out: the project loads and answers.";
  if (!isAnswer(answer.status)) {
    throw cannotRun(
      what,
      `${page} answers ${answer.status}`,
      "See which entry of urlpatterns, or which middleware, answers it: node manage showurls",
    );
  }
  return `Tried out: http://127.0.0.1:8000${page} answers.`;
}

/** An address that no project has: whatever it answers, the project was loaded. */
const NOWHERE = "/mkweb-try-out/";

/** The running Node, else the one the project brings. */
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

/** What of an error crosses from one process to the other. */
interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly hint?: string;
}

/** The script's last line; the project may print before it. */
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
    return "Not tried out: what answers needs tables. `node manage check` looks at the rest.";
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
      hint: hint ?? "Run `node manage check` in the project once the cause is removed.",
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
