/** What is published: its size, what `npx mkweb` brings, and that its pages lead somewhere. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
interface Packed {
  /** Of the archive, in bytes. */
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}
const [packed]: readonly [Packed] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }),
);
const files = new Set(packed.files.map(({ path }) => path));

/** A page's Markdown without its code, in which brackets are no links. */
function prose(page: string): string {
  const text = readFileSync(join(root, page), "utf8");
  return text.replace(/^(```+)[^]*?^\1$/gm, "").replace(/(`+)[^`\n]*?\1/g, "`code`");
}

/** Where a page's headings can be linked to, as code hosts name them; a second one of a name gets a number. */
function anchorsOf(page: string): ReadonlySet<string> {
  const text = readFileSync(join(root, page), "utf8").replace(/^(```+)[^]*?^\1$/gm, "");
  const found = new Map<string, number>();
  const anchors = Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = ""]) => {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");
    const before = found.get(anchor) ?? 0;
    found.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
  return new Set(anchors);
}

describe("the published package", () => {
  for (const page of [...files].filter(
    (path) => path.endsWith(".md") && !path.startsWith("blueprints/"),
  )) {
    it(`has what ${page} links to, and the headings`, () => {
      const links = prose(page).matchAll(/\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]*))?\)/g);
      const dead = Array.from(links, ([, link = "", anchor]) => {
        const target = link === "" ? page : normalize(join(dirname(page), link));
        if (!files.has(target)) return link;
        return anchor === undefined || anchorsOf(target).has(anchor) ? [] : `${link}#${anchor}`;
      }).flat();
      assert.deepEqual(dead, []);
    });
  }

  it("is at most 5 MB in at most 5 packages, with all that npx downloads for it", () => {
    interface Locked {
      readonly dev?: boolean;
      readonly peer?: boolean;
      readonly optional?: boolean;
    }
    const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
      readFileSync(join(root, "package-lock.json"), "utf8"),
    );
    const needed = Object.entries(lock.packages)
      .filter(([path, { dev, peer, optional }]) => path !== "" && !dev && !peer && !optional)
      .map(([path]) => join(root, path));
    assert.ok(needed.length + 1 <= 5, needed.join("\n"));
    const sizes = needed.flatMap((path) =>
      readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(join(entry.parentPath, entry.name)).size),
    );
    // The others' archives are smaller still than their files.
    const total = sizes.reduce((sum, size) => sum + size, packed.size);
    assert.ok(total < 5_000_000, `${total} bytes`);
  });

  it("needs no newer Node than it says, and its libraries no newer than that", () => {
    const manifestOf = (path: string) => {
      const manifest: {
        readonly engines?: { readonly node?: string };
        readonly dependencies: Readonly<Record<string, string>>;
      } = JSON.parse(readFileSync(join(root, path, "package.json"), "utf8"));
      return manifest;
    };
    const ours = manifestOf(".");
    assert.equal(ours.engines?.node, ">=20.19");
    for (const name of Object.keys(ours.dependencies)) {
      const needed = manifestOf(`node_modules/${name}`).engines?.node ?? ">=0";
      assert.match(
        needed,
        /^(?:>=(?:\d|1\d|20(?:\.1?\d)?)(?:\.0)*|20 \|\| >=22)$/,
        `${name} needs ${needed}`,
      );
    }
  });
});
