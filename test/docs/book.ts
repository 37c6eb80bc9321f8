/** The pages of the documentation, and the blocks of code they show. */
import { globSync, readFileSync } from "node:fs";

export const root = new URL("../../", import.meta.url);

export interface Block {
  /** The page, below the repository's root. */
  readonly page: string;
  /** Of its first line of code, as editors count. */
  readonly line: number;
  /** What stands behind the three backticks. Where nothing does: `sh` if a command of ours is typed, or else `text`. */
  readonly language: string;
  readonly code: string;
}

/** All Markdown that ships with the package and is read by people, below the repository's root. */
export const pages: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...globSync("docs/**/*.md", { cwd: root, exclude: ["**/node_modules"] }).sort(),
];

export const blocks: readonly Block[] = pages.flatMap(blocksOf);

/** Where a block stands, for a message. */
export function placeOf({ page, line }: Block): string {
  return `${page}:${line}`;
}

/** The path that a block's first line gives to it: `// polls/models.ts` or `<!-- polls/index.html -->`. */
export function pathOf({ code }: Block): string | undefined {
  return /^(?:\/\/|<!--) (\S+\.(?:ts|html))(?: -->)?\n/.exec(code)?.[1];
}

function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(new URL(page, root), "utf8");
  return Array.from(text.matchAll(/^```(.*)\n([^]*?)^```$/gm), (found) => {
    const [, language = "", code = ""] = found;
    const line = text.slice(0, found.index).split("\n").length + 1;
    return { page, line, language: language === "" ? languageOf(code) : language, code };
  });
}

function languageOf(code: string): string {
  return /^(?:\$ )?(?:mkweb|node|npm|npx) /.test(code) ? "sh" : "text";
}
