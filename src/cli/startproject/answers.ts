import { resolve } from "node:path";
import { askText, askYesNo, usageError, type CommandContext } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { repositoryOf } from "../../scaffold/index.ts";
import { expandHome } from "../home.ts";
import { checkName } from "../names.ts";
import { detectPackageManager, type PackageManager } from "../package-manager.ts";
import { shellWords } from "../shell.ts";

export const databases = ["sqlite", "postgresql"] as const;
export type Database = (typeof databases)[number];

/** Contents of a new project: everything; no users and no admin; no sessions and messages either. */
export type Scope = "full" | "no-auth" | "minimal";

/** What was typed after `mkweb startproject`. */
export interface Typed {
  readonly name: string | undefined;
  readonly directory: string | undefined;
  readonly packageManager: PackageManager | undefined;
  readonly database: Database | undefined;
  readonly noInstall: boolean | undefined;
  readonly noGit: boolean | undefined;
  readonly noVerify: boolean | undefined;
  readonly noAgents: boolean | undefined;
  readonly app: readonly string[];
  readonly noAuth: boolean | undefined;
  readonly minimal: boolean | undefined;
  readonly commit: boolean | undefined;
  readonly conflict: "keep" | "overwrite" | undefined;
  readonly yes: boolean | undefined;
  readonly dryRun: boolean | undefined;
}

/** Everything needed to create a project. */
export interface Answers {
  readonly name: string;
  readonly directory: string | undefined;
  readonly packageManager: PackageManager;
  readonly database: Database;
  readonly install: boolean;
  readonly repository: boolean;
  /** Whether the project gets notes for coding assistants. */
  readonly agents: boolean;
  /** Whether to commit the written files. */
  readonly commit: boolean;
  readonly scope: Scope;
  /** The apps to create with the project. */
  readonly apps: readonly string[];
  /** Whether the user may be asked. */
  readonly mayAsk: boolean;
  /** The command that repeats these answers without questions; `undefined` if nothing was asked. */
  readonly repeat: string | undefined;
  /** The words of that command, also if nothing was asked. */
  readonly words: readonly string[];
}

/**
 * Takes answers from the options and asks the user for the rest. Uses defaults if it cannot ask: without a
 * terminal, with `--yes`, `--dry-run` or `--json`.
 *
 * @throws {MkwebError} `MKWEB_USAGE` if the name is missing and cannot be asked for.
 */
export async function completeAnswers(typed: Typed, context: CommandContext): Promise<Answers> {
  const { cwd, env, program } = context;
  const packageManager = typed.packageManager ?? detectPackageManager(env);
  const database = typed.database ?? "sqlite";
  const mayAsk = context.interactive && !typed.yes && !typed.dryRun;
  let asked = false;
  const choose = async (refused: boolean | undefined, question: string): Promise<boolean> => {
    if (refused !== undefined || !mayAsk) return refused !== true;
    asked = true;
    return askYesNo(question, true);
  };

  refuseContradictions(typed);
  if (typed.name === undefined && !mayAsk) throw usageError("You must provide a project name.");
  if (typed.name === undefined) asked = true;
  const name = typed.name ?? (await askText("Name of the project", refusalOf));
  const install = await choose(typed.noInstall, `Install the dependencies with ${packageManager}?`);
  const folder = resolve(cwd, expandHome(typed.directory ?? name));
  const inside = repositoryOf(folder) !== undefined;
  const commit = typed.commit === true;
  const repository = !inside && (commit || (await choose(typed.noGit, "Create a git repository?")));
  const scope: Scope = typed.minimal ? "minimal" : typed.noAuth ? "no-auth" : "full";
  const agents = typed.noAgents !== true;
  const { directory, app: apps } = typed;
  const made = { packageManager, database, install, repository, agents, commit, scope, apps };
  const answers = { name, directory, ...made, mayAsk };
  const words = [...`${program} startproject`.split(" "), ...wordsOf(answers, inside)];
  return { ...answers, repeat: asked ? shellWords(words) : undefined, words };
}

function refuseContradictions({ commit, noGit, minimal, noAuth }: Typed): void {
  if (commit && noGit) throw usageError("argument --commit: not allowed with argument --no-git");
  if (minimal && noAuth) {
    throw usageError("argument --minimal: not allowed with argument --no-auth");
  }
}

/** The words to type for these answers. @param inside Whether the folder is already in a repository. */
function wordsOf(answers: Omit<Answers, "repeat" | "words">, inside: boolean): readonly string[] {
  const { name, directory, packageManager, database, scope } = answers;
  return [
    name,
    ...(directory === undefined ? [] : [directory]),
    ...(packageManager === "npm" ? [] : ["--package-manager", packageManager]),
    ...(database === "sqlite" ? [] : ["--database", database]),
    ...(scope === "full" ? [] : [`--${scope}`]),
    ...answers.apps.flatMap((app) => ["--app", app]),
    ...(answers.commit ? ["--commit"] : []),
    ...(answers.install ? [] : ["--no-install"]),
    ...(answers.agents ? [] : ["--no-agents"]),
    ...(answers.repository || inside ? [] : ["--no-git"]),
    "--yes",
  ];
}

function refusalOf(name: string): string | undefined {
  try {
    checkName(name, "project name");
    return undefined;
  } catch (error) {
    return error instanceof MkwebError ? error.message : String(error);
  }
}
