/** Checks that an updated project runs, before the project itself is changed. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { constants } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { runProgram, type CommandContext, type ProgramResult } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { RECORDS, type Plan } from "../../scaffold/index.ts";
import { extraArguments } from "../startproject/install.ts";
import type { PackageManager } from "../package-manager.ts";
import { shellWords } from "../shell.ts";

export interface TryRequest {
  /** The project's folder. */
  readonly root: string;
  readonly plan: Plan;
  /** The Node that runs the project. */
  readonly node: string;
  readonly manager: PackageManager;
  /** Whether the update changes its packages. */
  readonly needsInstall: boolean;
}

interface Step {
  readonly name: string;
  /** As a user types it. */
  readonly words: readonly string[];
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * Applies the plan to a copy of the project and checks it there: installs changed packages, then runs `node
 * manage check`, `tsc --noEmit` and the project's tests. The copy includes `node_modules` and `.env` but no
 * SQLite files, and is deleted afterwards.
 *
 * @returns One line about the result.
 * @throws {MkwebError} `MKWEB_UPDATE_FAILED`, `MKWEB_INTERRUPTED`: the project is untouched.
 */
export async function tryCopy(request: TryRequest, context: CommandContext): Promise<string> {
  const { root, plan, needsInstall } = request;
  const steps = stepsFor(request, context);
  context.out.status("Trying it on a copy: copying the project");
  const copy = copyOf(root);
  try {
    applyTo(copy.folder, plan);
    if (!needsInstall) linkPackages(root, copy.folder);
    for (const step of steps) {
      const run = await runStep(step, copy.folder, context);
      if (!run.ok) throw await failed(step, run, copy.folder, request, context);
    }
    return `Tried out on a copy: ${steps.map(({ name }) => name).join(", ")}.`;
  } finally {
    context.out.status("");
    copy.remove();
  }
}

function stepsFor(
  { root, node, manager, needsInstall }: TryRequest,
  { env }: CommandContext,
): readonly Step[] {
  const manage = (name: string): Step => ({
    name,
    words: ["node", "manage", name],
    program: node,
    args: ["manage.js", name],
  });
  const install = {
    name: "packages",
    words: [manager, "install"],
    program: manager,
    args: ["install", ...extraArguments(manager, env)],
  };
  const compiler = "node_modules/typescript/bin/tsc";
  const types = {
    name: "types",
    words: ["tsc", "--noEmit"],
    program: node,
    args: [compiler, "--noEmit"],
  };
  const hasTypes = existsSync(join(root, compiler)) && existsSync(join(root, "tsconfig.json"));
  return [
    ...(needsInstall ? [install] : []),
    manage("check"),
    ...(hasTypes ? [types] : []),
    manage("test"),
  ];
}

interface Copy {
  readonly folder: string;
  remove(): void;
}

/** Not copied: packages, history, databases, and mkweb's own temporary files. */
const LEFT_OUT = /^(?:node_modules|\.git|\.mkweb-.*|.*\.sqlite3(?:-\w+)?)$/;

function copyOf(root: string): Copy {
  const around = mkdtempSync(join(tmpdir(), "mkweb-update-"));
  const folder = join(around, basename(root));
  const remove = (): void => rmSync(around, { recursive: true, force: true, maxRetries: 3 });
  try {
    cpSync(root, folder, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (path) => path === root || !LEFT_OUT.test(basename(path)),
    });
  } catch (error) {
    remove();
    throw new MkwebError(
      "MKWEB_UPDATE_FAILED",
      `The project could not be copied to ${around}, to try the update there: ${String(error)}. The project itself is untouched.`,
      { hint: "Free some space there, or update with --no-verify.", cause: error },
    );
  }
  return { folder, remove };
}

function linkPackages(root: string, copy: string): void {
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
}

function applyTo(copy: string, { entries }: Plan): void {
  for (const { kind, path, bytes } of entries) {
    if (path.startsWith(`${RECORDS}/`)) continue;
    if (kind === "removed") rmSync(join(copy, path), { force: true });
    if (kind !== "new" && kind !== "edited") continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), bytes);
  }
}

function runStep(
  step: Step,
  folder: string,
  { out, env, signal }: CommandContext,
): Promise<ProgramResult> {
  out.status(`Trying it on a copy: ${shellWords(step.words)}`);
  return runProgram(step.program, step.args, {
    cwd: folder,
    signal,
    env: { ...env, NODE_ENV: undefined },
    interrupted: "The update was still being tried on a copy; the project itself is untouched.",
  });
}

/** Number of last output lines to show. */
const SHOWN_LINES = 40;

async function failed(
  step: Step,
  run: ProgramResult,
  folder: string,
  request: TryRequest,
  context: CommandContext,
): Promise<MkwebError> {
  const { root } = request;
  const before = await failsAlready(step, root, context);
  const name = shellWords(step.words);
  const lines = run.all.trimEnd().replaceAll(folder, root).split("\n");
  const output = lines.slice(-SHOWN_LINES).map((line) => `  ${line}`);
  const why = run.found ? "fails there" : "is not installed";
  return new MkwebError(
    "MKWEB_UPDATE_FAILED",
    `The update was tried on a copy of the project, and \`${name}\` ${why}${before ? ", as it does without the update" : ""}:\n${output.join("\n")}\nThe project itself is untouched.`,
    {
      hint: before
        ? `Fix that first, or update without the trial: --no-verify.`
        : "Look at the changes with --dry-run. To apply them anyway: --no-verify; `mkweb undo` reverts them.",
    },
  );
}

/** Whether a step already fails in the current project; not tried if the packages differ. */
async function failsAlready(step: Step, root: string, context: CommandContext): Promise<boolean> {
  if (step.name === "packages") return false;
  const copy = copyOf(root);
  try {
    linkPackages(root, copy.folder);
    return !(await runStep(step, copy.folder, context)).ok;
  } finally {
    copy.remove();
  }
}
