import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { findTopics, type Topic } from "../../src/cli/topics.ts";

const root = new URL("../../", import.meta.url);

/** A page of the site. */
export interface Page {
  /** Its path in the site, without extension: `docs/topics/models`. */
  readonly path: string;
  readonly markdown: string;
}

/**
 * Writes the generator's input: the pages unchanged, except that a README becomes its folder's index, and the
 * sidebar from the table of contents.
 */
export function writePages(site: URL): readonly Page[] {
  const folder = new URL("pages/", site);
  rmSync(folder, { recursive: true, force: true });
  const files = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    ...globSync("docs/**/*.md", { cwd: fileURLToPath(root) }).map((file) =>
      file.replaceAll("\\", "/"),
    ),
  ];
  const pages = files.sort().map((file) => {
    const path = siteName(file).replace(/\.md$/, "");
    const markdown = readFileSync(new URL(file, root), "utf8");
    const target = new URL(siteName(file), folder);
    mkdirSync(new URL(".", target), { recursive: true });
    writeFileSync(target, withSiteLinks(markdown));
    return { path, markdown };
  });
  cpSync(new URL("docs/figures", root), new URL("docs/figures", folder), { recursive: true });
  // Files that browsers get unchanged.
  cpSync(new URL("docs/json", root), new URL("public/docs/json", folder), { recursive: true });
  writeFileSync(new URL("sidebar.json", site), JSON.stringify(sidebar(findTopics())));
  return pages;
}

function siteName(file: string): string {
  return file.replace(/(^|\/)README\.md$/, "$1index.md");
}

/** Languages of blocks that the generator knows by other names. */
const languages: Readonly<Record<string, string>> = { django: "jinja", svg: "xml" };

/**
 * Adapts links to README pages, to files that are not pages, and pictures, which the generator imports as
 * modules; and renames languages of blocks.
 */
function withSiteLinks(markdown: string): string {
  return markdown
    .replace(/(!\[[^\]]*\]\()(?=\w)(?!\w+:)/g, "$1./")
    .replace(/(\]\([^)\s]*?)README\.md(?=[)#])/g, "$1index.md")
    .replace(/^(\s*```)(\w+)$/gm, (fence, ticks: string, name: string) => {
      const known = languages[name];
      return known === undefined ? fence : ticks + known;
    })
    .replace(/\]\((?:\.\.\/)+json\/([\w.-]+)\)/g, "](/docs/json/$1)");
}

interface Sidebar {
  /** The address of the tutorial's first page. */
  readonly tutorial: string;
  readonly groups: readonly {
    readonly text: string;
    readonly items: readonly { readonly text: string; readonly link: string }[];
  }[];
}

function sidebar(topics: readonly Topic[]): Sidebar {
  const sections = [...new Set(topics.map(({ section }) => section))];
  const tutorial = topics.find(({ path }) => dirname(path) === "tutorial");
  return {
    tutorial: tutorial ? addressOf(tutorial) : "/",
    groups: sections.map((text) => ({
      text,
      items: topics
        .filter(({ section }) => section === text)
        .map((topic) => ({ text: topic.title, link: addressOf(topic) })),
    })),
  };
}

function addressOf({ path }: Topic): string {
  const { pathname } = new URL(path, "file:///docs/");
  return pathname.replace(/(^|\/)README$/, "$1");
}
