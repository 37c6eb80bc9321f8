/** What is written once: six lines of code that stand in src/ twice become one piece of code, or say why they do not. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";

const src = fileURLToPath(new URL("../src/", import.meta.url));

/** Fewer lines of the same text are alike by chance. */
const LINES = 6;

/** What a comment says before it says why; it stands above the first of the lines, in either place. */
const REASON = "Stands twice:";

/** Comments that have lines of their own or stand in a template, and lists of imports and exports. */
const passedOver = [
  /^[ \t]*\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm,
  /\{#.*?#\}|\{% comment %\}[\s\S]*?\{% endcomment %\}|<!--[\s\S]*?-->/g,
  /^import\s[^;]*?from\s*["'][^"']+["'];/gm,
  /^export\s+(?:type\s+)?(?:\{[^}]*\}|\*[^;]*?)(?:\s*from\s*["'][^"']+["'])?;/gm,
];

interface Line {
  readonly file: string;
  /** `src/urls/path.ts:12` */
  readonly place: string;
  /** Without indentation; any other white space is one space. */
  readonly text: string;
  /** The place of the reason above it. */
  readonly reason: string | undefined;
}

/** A file's lines that count. One without a letter or a digit is brackets. */
function linesOf(file: string): Line[] {
  const text = readFileSync(src + file, "utf8");
  const code = passedOver.reduce(
    (rest, pattern) => rest.replace(pattern, (found) => found.replace(/.+/g, "")),
    text,
  );
  const placeOf = (index: number): string => `src/${file}:${index + 1}`;
  const written = text.split("\n");
  // Behind the last line that counts; in a template a reason may end that line, and so adds none to the page.
  let since = 0;
  return code.split("\n").flatMap((line, index) => {
    if (!/[\p{L}\p{N}]/u.test(line)) return [];
    const at = written.slice(since, index).findIndex((each) => each.includes(REASON));
    const reason = at < 0 ? undefined : placeOf(since + at);
    since = index;
    return [{ file, place: placeOf(index), text: line.trim().replace(/\s+/g, " "), reason }];
  });
}

const lines = globSync("**/*.{css,html,js,svg,ts,txt}", { cwd: src }).sort().flatMap(linesOf);

interface Repetition {
  readonly places: readonly [Line, Line];
  readonly length: number;
}

/** Each two places from which on, in their files, the same lines stand. */
function* repetitions(): Generator<Repetition> {
  const beginnings = new Map<string, number[]>();
  for (const [at, line] of lines.entries()) {
    const run = lines.slice(at, at + LINES);
    if (run.length < LINES || run.at(-1)?.file !== line.file) continue;
    const text = run.map((each) => each.text).join("\n");
    const earlier = beginnings.get(text) ?? [];
    beginnings.set(text, [...earlier, at]);
    for (const before of earlier) {
      const other = lines[before];
      // Lines that are all alike do not repeat themselves, and what began further up was found there.
      if (!other || (other.file === line.file && before + LINES > at)) continue;
      const isSame = (step: number): boolean => {
        const [one, two] = [lines[before + step], lines[at + step]];
        return one?.file === other.file && two?.file === line.file && one.text === two.text;
      };
      if (isSame(-1)) continue;
      let length = LINES;
      while (isSame(length)) length += 1;
      yield { places: [other, line], length };
    }
  }
}

describe("six lines of code", () => {
  const found = [...repetitions()];

  it(`stand in src/ once, or a comment above one of two places says why: "${REASON} ..."`, () => {
    const unexplained = found.filter(({ places }) => places.every(({ reason }) => !reason));
    assert.deepEqual(
      unexplained.map(({ places: [one, other], length }) => {
        return `${one.place} and ${other.place}, ${length} lines`;
      }),
      [],
    );
  });

  it("are not explained where they stand once", () => {
    const needed = new Set(found.flatMap(({ places }) => places.map(({ reason }) => reason)));
    const given = new Set(lines.map(({ reason }) => reason));
    assert.deepEqual(
      [...given].filter((reason) => !needed.has(reason) && reason !== undefined),
      [],
    );
  });
});
