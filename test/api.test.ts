/**
 * What the doors of the package promise to TypeScript, as it was reviewed: every declaration, without its
 * comments. A change of a public type shows as a diff in test/golden/api/.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { sameAsGolden } from "./support/golden.ts";
import {
  augmentationsOf,
  declarationAt,
  exportsOf,
  withAllImported,
  type Declaration,
  type Place,
} from "./support/declarations.ts";

const root = new URL("../", import.meta.url);
const manifest: { readonly exports: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(new URL("package.json", root), "utf8"),
);
const doors = Object.entries(manifest.exports)
  .filter(([, file]) => file.endsWith(".js"))
  .map(([path, file]) => {
    const types = fileURLToPath(new URL(file.replace(/\.js$/, ".d.ts"), root));
    return { name: path.replace("./", ""), types, exports: exportsOf(types) };
  });

const keyOf = ({ file, name }: Place): string => `${file} ${name}`;

/** The first door that lets a declaration out; the others say that it is that door's. */
const homes = new Map<string, string>();
for (const { name, exports } of doors) {
  for (const place of exports.values()) {
    if (!homes.has(keyOf(place))) homes.set(keyOf(place), name);
  }
}

it("the public types are those of test/golden/api", (t) => {
  const reached: Declaration[] = [];
  const texts = Object.fromEntries(
    doors.map(({ name, exports }) => {
      const entries = [...exports].sort(([a], [b]) => (a < b ? -1 : 1));
      const lines = entries.map(([exported, place]) => {
        const home = homes.get(keyOf(place));
        if (home !== name) return `${exported}: see ${home}\n`;
        const declaration = declarationAt(place);
        reached.push(declaration);
        const alias = exported === place.name ? "" : `${exported}: `;
        return `${alias}${declaration.text}\n`;
      });
      return [name, lines.join("\n")];
    }),
  );
  const additions = withAllImported(doors.map(({ types }) => types)).flatMap(augmentationsOf);
  const behind = behindTheDoors([...reached, ...additions]);
  assert.ok(behind.length > 0 && additions.length > 0);
  sameAsGolden(t, "api", {
    ...texts,
    // Names that no door exports, but that what they export is made of.
    "behind-the-doors": `${behind.join("\n\n")}\n`,
    "added-to-interfaces": `${additions
      .map(({ text }) => text)
      .toSorted()
      .join("\n\n")}\n`,
  });
});

/** What declarations mention and no door exports, and what that mentions in turn, sorted. */
function behindTheDoors(from: readonly Declaration[]): readonly string[] {
  const found = new Map<string, string>();
  const waiting = from.flatMap(({ mentions }) => mentions);
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const key = keyOf(place);
    if (homes.has(key) || found.has(key)) continue;
    const { text, mentions } = declarationAt(place);
    found.set(key, text);
    waiting.push(...mentions);
  }
  return [...found.values()].sort();
}
