/** Inside a project, words typed after `mkweb` may be for the project's own mkweb. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MkwebError } from "../errors.ts";
import { readSource } from "../scaffold/index.ts";
import { frameworkCommands, projectTable } from "./completion/project-table.ts";
import { packageRoot, packageVersion } from "./files.ts";
import { wasMadeHere } from "./made-here.ts";
import { findProject, nearestProject, packageSpecifier } from "./project.ts";
import { shellWords } from "./shell.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface HandOverRequest {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  /** Names of the commands of this command line. */
  readonly own: readonly string[];
}

/** Commands that move a project from one version of mkweb to another. */
const acrossVersions = new Set(["update"]);

/**
 * Finds the project whose own mkweb should run the command; `undefined` if this mkweb runs it.
 *
 * A project command runs project code, as the user asked, but only with the mkweb in the project's own
 * folder; a project in a folder above must also belong to the user. A command that both have writes files
 * directly, unless the project has another version of mkweb. That version runs only if the user made or ran
 * the project, because a command that only writes must not run code from a clone.
 *
 * @throws {MkwebError} `MKWEB_OTHER_VERSION`, `MKWEB_NOT_TRUSTED`, `MKWEB_NOT_INSTALLED`.
 */
export function projectToRun({ argv, cwd, env, own }: HandOverRequest): string | undefined {
  const [name = "help"] = argv;
  const root = nearestProject(cwd);
  if (root === undefined || name.startsWith("-") || acrossVersions.has(name)) return undefined;
  const known = frameworkCommands();
  const ofProjects = Object.hasOwn(known["mkweb"] ?? {}, name);
  if (own.includes(name)) return ofProjects ? otherMkweb(root, argv, env) : undefined;
  if (!ofProjects && !projectTable(findProject(root, env)).commands.has(name)) return undefined;
  // Its help needs no project code.
  if (ofProjects && asksForHelp(argv)) return undefined;
  const typed = `node manage ${shellWords(argv)}`;
  if (root !== cwd && !wasMadeHere(root, env) && !isOurs(root)) throw notTrusted(root, typed);
  if (!existsSync(join(root, "node_modules/mkweb/package.json"))) throw notInstalled(root, typed);
  return root;
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  const words = end === -1 ? argv : argv.slice(0, end);
  return words.includes("--help") || words.includes("-h");
}

function otherMkweb(root: string, argv: readonly string[], env: Environment): string | undefined {
  const theirs = join(root, "node_modules/mkweb");
  const version = versionIn(theirs);
  const ours = packageVersion();
  const typed = `node manage ${shellWords(argv)}`;
  if (version === undefined) {
    const wanted = packageSpecifier(root, "mkweb") ?? "";
    const [, exact] =
      /^(?:[=^~]?|file:.*mkweb-)(\d+\.\d+\.\d+[-\w.]*?)(?:\.tgz)?$/.exec(wanted) ?? [];
    if (exact === undefined || exact === ours) return undefined;
    const why = `The project depends on mkweb ${exact}, which is not installed there; this is mkweb ${ours}.`;
    throw otherVersion(why, `Install the project's packages, then type \`${typed}\` in ${root}.`);
  }
  if (fingerprintIn(theirs) === fingerprintIn(fileURLToPath(packageRoot))) return undefined;
  if (wasMadeHere(root, env)) return root;
  if (version === ours) return undefined;
  const why = `The project has mkweb ${version}, this is mkweb ${ours}, and you neither made nor ran the project on this machine.`;
  throw otherVersion(why, `Use its own mkweb, which runs its code: \`${typed}\` in ${root}.`);
}

function versionIn(folder: string): string | undefined {
  try {
    const { version }: { readonly version?: unknown } = JSON.parse(
      readSource(join(folder, "package.json")).toString("utf8"),
    );
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

/** Tells builds of the same version apart. */
function fingerprintIn(folder: string): string | undefined {
  try {
    return readSource(join(folder, "dist/fingerprint.txt")).toString("utf8").trim();
  } catch {
    return undefined;
  }
}

/** Whether the project belongs to the user; true on systems without file owners. */
function isOurs(root: string): boolean {
  const user = process.geteuid?.();
  if (user === undefined) return true;
  return [root, join(root, "manage.js")].every((path) => statSync(path).uid === user);
}

function otherVersion(why: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_OTHER_VERSION", `${why} Nothing was written.`, { hint });
}

function notTrusted(root: string, typed: string): MkwebError {
  return new MkwebError(
    "MKWEB_NOT_TRUSTED",
    `The project above, ${root}, belongs to another user, and the command would run its code. Nothing was run.`,
    { hint: `If you trust it, change to that folder and type \`${typed}\`.` },
  );
}

function notInstalled(root: string, typed: string): MkwebError {
  return new MkwebError(
    "MKWEB_NOT_INSTALLED",
    `The project in ${root} has no mkweb of its own in node_modules. Nothing was run.`,
    {
      hint: `Install its packages (\`npm install\`), or type \`${typed}\` there, which uses the mkweb that Node finds in the folders above.`,
    },
  );
}
