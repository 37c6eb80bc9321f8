/** Answers a shell's request for completions. */
import { resolve, dirname } from "node:path";
import { complete, type CommandLoader, type CompletionSource } from "../../command/index.ts";
import { findProject, nearestProject, type ProjectFolder } from "../project.ts";
import { projectTable } from "./project-table.ts";

export interface Question {
  /** The line up to the cursor, starting with the program's name; the last word may be empty. */
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Commands of the global command line. */
  readonly commands: Readonly<Record<string, CommandLoader>>;
}

/**
 * Returns one line for each possible word: the word, and its help after a tab. Returns `:file` or `:folder`
 * where the shell completes better. Never runs project code, and never fails.
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

/** The first words tell `node manage migrate` from `mkweb migrate`. */
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

/** File names may contain anything; do not offer names with characters special to a shell or terminal. */
function isHarmless(value: string): boolean {
  return /^[\p{L}\p{N}_.@%+,/=-]{1,200}$/u.test(value) && !/^-[^-]/.test(value);
}

/** The first sentence, shortened to fit beside the word. */
function inShort(help: string): string {
  const [first = ""] = help.split(/(?<=[.;:])\s|\n/);
  const plain = first.replace(/[:;]$/, "").replace(/[\p{Cc}\p{Cf}]/gu, " ");
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}
