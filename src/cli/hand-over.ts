/** Inside a project, what is typed behind `mkweb` may be for the project's own mkweb. */
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

/** These bring a project from one version of mkweb to another. */
const acrossVersions = new Set(["update"]);

/**
 * The project whose own mkweb is to run the command, or `undefined` where this one does.
 *
 * A command of projects runs the project, which is what was asked for; but only with the mkweb in the
 * project's own folder, and in a folder above only where that is the user's. A command that both have
 * writes files by itself, unless the project has another mkweb; that one is run where the user made or ran
 * the project, for a command that only writes must not run what came with a clone.
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
  // What it takes is known without running it.
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
  const why = `The project has mkweb ${version}, this is mkweb ${ours}, and the project was not made or run by you here.`;
  throw otherVersion(why, `Its own mkweb does it, which runs its code: \`${typed}\` in ${root}.`);
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

/** Tells builds of one version apart. */
function fingerprintIn(folder: string): string | undefined {
  try {
    return readSource(join(folder, "dist/fingerprint.txt")).toString("utf8").trim();
  } catch {
    return undefined;
  }
}

/** Whether the project belongs to the user; where files belong to nobody in particular, it does. */
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
    `The project above, ${root}, belongs to somebody else, and the command would run its code. Nothing was run.`,
    { hint: `Go to that folder if you mean it, and type \`${typed}\`.` },
  );
}

function notInstalled(root: string, typed: string): MkwebError {
  return new MkwebError(
    "MKWEB_NOT_INSTALLED",
    `The project in ${root} has no mkweb of its own in node_modules. Nothing was run.`,
    {
      hint: `Install its packages (\`npm install\`), or type \`${typed}\` there, which takes what Node finds in the folders above.`,
    },
  );
}
