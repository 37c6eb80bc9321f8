import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { packageRoot } from "./files.ts";

/** One page of the documentation that ships with mkweb. */
export interface Topic {
  /** What `docs` is told: the file's name, or its path below `docs/` where an earlier page has that name. */
  readonly name: string;
  /** Its path below `docs/`, without the ending: `topics/models`. */
  readonly path: string;
  /** The part of the book it stands in. */
  readonly section: string;
  readonly title: string;
  /** What it is about, in a line. */
  readonly summary: string;
  /** Whole path. */
  readonly file: string;
}

/** The table of contents: a heading for each part of the book, and a line `- [Title](page.md): summary` for each page. */
const contents = new URL("docs/README.md", packageRoot);

/** Every page, in the order of the table of contents. */
export function findTopics(): readonly Topic[] {
  const names = new Set<string>();
  const topics: Topic[] = [];
  let section = "";
  for (const line of readFileSync(contents, "utf8").split("\n")) {
    section = /^## (.+)$/.exec(line)?.[1] ?? section;
    const [, title, page, summary] = /^- \[(.+)\]\((\S+\.md)\): (.+)$/.exec(line) ?? [];
    if (title === undefined || page === undefined || summary === undefined) continue;
    const path = page.replace(/\.md$/, "");
    const name = names.has(nameOf(path)) ? path : nameOf(path);
    names.add(name);
    const file = fileURLToPath(new URL(page, contents));
    topics.push({ name, path, section, title, summary, file });
  }
  return topics;
}

/** `../CHANGELOG` is `changelog`, and the page that a folder begins with has the folder's name. */
function nameOf(path: string): string {
  const isFirst = basename(path) === "README" && dirname(path) !== "..";
  return (isFirst ? basename(dirname(path)) : basename(path)).toLowerCase();
}

/** Names of the pages that hold a word. */
export function topicsWith(word: string, topics: readonly Topic[]): readonly string[] {
  const wanted = word.toLowerCase();
  return topics
    .filter(({ file }) => textOf(file).toLowerCase().includes(wanted))
    .map(({ name }) => name);
}

/** A page as it is. */
export function textOf(file: string): string {
  return readFileSync(file, "utf8");
}
