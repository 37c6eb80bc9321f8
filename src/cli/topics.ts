import { readdirSync, readFileSync } from "node:fs";
import { basename, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "./files.ts";

/** One page of the documentation that ships with mkweb. */
export interface Topic {
  readonly name: string;
  readonly title: string;
  /** The first sentence below the title. */
  readonly summary: string;
  /** Whole path. */
  readonly file: string;
}

/** Pages that lie beside the folder of the others. */
const beside: Readonly<Record<string, string>> = { readme: "README.md", changelog: "CHANGELOG.md" };

/** Every page, by the name of its file, in whichever folder of the book it lies. */
export function findTopics(): readonly Topic[] {
  const pages = readdirSync(new URL("docs/", packageRoot), { encoding: "utf8", recursive: true })
    .filter((file) => file.endsWith(".md"))
    .map((file) => file.replaceAll(sep, "/"));
  const files = {
    ...beside,
    ...Object.fromEntries(pages.map((page) => [basename(page, ".md"), `docs/${page}`])),
  };
  return Object.entries(files)
    .map(([name, path]) => readTopic(name, fileURLToPath(new URL(path, packageRoot))))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
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

function readTopic(name: string, file: string): Topic {
  const text = textOf(file);
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name;
  return { name, title, summary: firstSentence(text), file };
}

function firstSentence(text: string): string {
  const prose = text.replace(/^```[^]*?^```$/gm, "");
  const paragraph = prose.split(/\n{2,}/).find((each) => /^[\p{L}`"[]/u.test(each.trim())) ?? "";
  const plain = paragraph
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
  return /^.*?\.(?= |$)/.exec(plain)?.[0] ?? plain.replace(/:$/, ".");
}
