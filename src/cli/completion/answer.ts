/** What a shell asks at a TAB. */
import { resolve, dirname } from "node:path";
import { complete, type CommandLoader, type CompletionSource } from "../../command/index.ts";
import { findProject, nearestProject, type ProjectFolder } from "../project.ts";
import { projectTable } from "./project-table.ts";

export interface Question {
  /** The line up to the cursor, the program's name first; the last word may be empty. */
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Commands of the global command line. */
  readonly commands: Readonly<Record<string, CommandLoader>>;
}

/**
 * One line for each word that may stand there: the word, and behind a tab what it is for; or `:file` or
 * `:folder`, where the shell knows better. Runs nothing of a project, and never fails.
 */
export async function answer(question: Question): Promise<string> {
  if (question.words.length < 2) return "";
  try {
    const { typed, source } = read(question);
    const { candidates, files } = await complete(typed, source);
    if (files !== undefined) return `:${files}\n`;
    return candidates
      .filter(({ value }) => isHarmless(value))
      .map(({ value, help }) => `${value}\t${inShort(help)}\n`)
      .join("");
  } catch {
    return "";
  }
}

/** `node manage migrate` and `mkweb migrate` are told apart by the first words. */
function read({ words, cwd, env, commands }: Question): {
  readonly typed: readonly string[];
  readonly source: CompletionSource;
} {
  const [program = "", script = "", ...rest] = words;
  if (/(?:^|[/\\])node(?:\.exe)?$/.test(program)) {
    const folder = resolve(cwd, dirname(script));
    const isManage = /(?:^|[/\\])manage(?:\.js|\.py)?$/.test(script);
    const project = isManage && nearestProject(folder) === folder ? folder : undefined;
    return { typed: rest, source: sourceOf({}, project, env) };
  }
  return { typed: words.slice(1), source: sourceOf(commands, nearestProject(cwd), env) };
}

function sourceOf(
  global: Question["commands"],
  root: string | undefined,
  env: Question["env"],
): CompletionSource {
  const project: ProjectFolder | undefined = root === undefined ? root : findProject(root, env);
  const table = project && projectTable(project);
  return {
    commands: [...new Set([...Object.keys(global), ...(table?.commands.keys() ?? [])])],
    command: async (name) =>
      Object.hasOwn(global, name) ? (await global[name]?.())?.default : table?.commands.get(name),
    ofProject: (name) => !Object.hasOwn(global, name),
    words: (kind, app) => table?.words(kind, app) ?? [],
  };
}

/** Names of files may be anything; what a shell or a terminal might take for more is not offered. */
function isHarmless(value: string): boolean {
  return /^[\p{L}\p{N}_.@%+,/=-]{1,200}$/u.test(value) && !/^-[^-]/.test(value);
}

/** The first sentence, as far as it fits beside the word. */
function inShort(help: string): string {
  const [first = ""] = help.split(/(?<=[.;:])\s|\n/);
  const plain = first.replace(/[:;]$/, "").replace(/[\p{Cc}\p{Cf}]/gu, " ");
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}
