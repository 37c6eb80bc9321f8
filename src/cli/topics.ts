import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { packageRoot } from "./files.ts";

/** One page of the documentation that ships with mkweb. */
export interface Topic {
  /** The argument of `docs`: the file's name, or its path below `docs/` if an earlier page has that name. */
  readonly name: string;
  /** Its path below `docs/`, without extension: `topics/models`. */
  readonly path: string;
  /** Its part of the documentation. */
  readonly section: string;
  readonly title: string;
  /** A one-line summary. */
  readonly summary: string;
  /** Absolute path. */
  readonly file: string;
}

/** The table of contents: a heading for each part, and a line `- [Title](page.md): summary` for each page. */
const contents = new URL("docs/README.md", packageRoot);

/** All pages, in the order of the table of contents. */
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

/** `../CHANGELOG` becomes `changelog`; the index page of a folder has the folder's name. */
function nameOf(path: string): string {
  const isFirst = basename(path) === "README" && dirname(path) !== "..";
  return (isFirst ? basename(dirname(path)) : basename(path)).toLowerCase();
}

/** Names of the pages that contain a word. */
export function topicsWith(word: string, topics: readonly Topic[]): readonly string[] {
  const wanted = word.toLowerCase();
  return topics
    .filter(({ file }) => textOf(file).toLowerCase().includes(wanted))
    .map(({ name }) => name);
}

/** The text of a page. */
export function textOf(file: string): string {
  return readFileSync(file, "utf8");
}
