/** What the parts of the tutorial have their reader do, step by step. */
import { readFileSync } from "node:fs";

/** A file to write, whole. */
interface FileStep {
  readonly kind: "file";
  readonly path: string;
  readonly text: string;
}

/** A line that replaces the one with the same key in a file that is there. */
interface LineStep {
  readonly kind: "line";
  readonly path: string;
  readonly line: string;
}

/** A command to type; `prints` is what the page says it answers, line by line. */
interface CommandStep {
  readonly kind: "command";
  readonly words: readonly string[];
  readonly prints: readonly string[];
}

/** Lines to type in the shell, with what it answers behind them. */
interface ShellStep {
  readonly kind: "shell";
  readonly code: string;
}

export type Step = FileStep | LineStep | CommandStep | ShellStep;

export const parts = [1, 2, 3, 4, 5, 6, 7] as const;

/** The steps of a part, in the order of the page. */
export function stepsOf(part: number): readonly Step[] {
  const url = new URL(`../../../docs/tutorial/tutorial-${part}.md`, import.meta.url);
  const steps: Step[] = [];
  for (const [, language = "", code = ""] of readFileSync(url, "utf8").matchAll(
    /^```(\w*)\n([^]*?)^```$/gm,
  )) {
    const last = steps.at(-1);
    if (language !== "text") steps.push(...stepsIn(language, code, `tutorial-${part}.md`));
    // Behind a command it is what that prints; else it is only shown.
    else if (last?.kind === "command") {
      steps[steps.length - 1] = { ...last, prints: code.trimEnd().split("\n") };
    }
  }
  return steps;
}

function stepsIn(language: string, code: string, page: string): readonly Step[] {
  if (language === "sh") {
    const lines = code.trimEnd().split("\n");
    return lines.map((line) => ({ kind: "command", words: line.split(" "), prints: [] }));
  }
  const [, path, place, text = ""] =
    /^(?:\/\/|<!--|\/\*) (\S+\.\w+)(, in \w+)?(?: -->| \*\/)?\n([^]*)$/.exec(code) ?? [];
  if (path === undefined) {
    if (language === "ts") return [{ kind: "shell", code }];
    throw new Error(`${page} has a block that nobody can do: ${code}`);
  }
  if (place !== undefined) return [{ kind: "line", path, line: text.trim() }];
  return [{ kind: "file", path, text }];
}
