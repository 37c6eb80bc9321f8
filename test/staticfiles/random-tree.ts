/** Static files made at random, but the same for a seed: names and references of many kinds. */

export interface Tree {
  /** Bytes as Latin-1, by names, in the order in which they are processed. */
  readonly files: Readonly<Record<string, string>>;
  /** Names whose addresses are asked for. */
  readonly names: readonly string[];
  /** Whether the imports of JavaScript modules are rewritten. */
  readonly modules: boolean;
}

const folders = ["", "css/", "js/", "img/", "css/deep/", "a b/", "ünï/", "js/lib/x/"];
const stems = ["a", "base", "font", "x.min", "größe", "with space", "q", "é+&"];
/** Names that Django unescapes too often, and so rarely finds. */
const strange = ["50%", "a%20b", "semi;colon", "a?b", "a#b"];
const plain = ["png", "eot", "svg", "woff2", "map", "txt", ""];

export function randomTree(seed: number): Tree {
  const random = generator(seed);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)];
    if (found === undefined) throw new Error("Nothing to pick from.");
    return found;
  };
  const many = (most: number): number => Math.floor(random() * (most + 1));
  const named = (extension: string): string =>
    `${pick(folders)}${pick(random() < 0.02 ? strange : stems)}${extension === "" ? "" : `.${extension}`}`;
  const names = new Set([
    ...Array.from({ length: 2 + many(5) }, () => named(pick(plain))),
    ...Array.from({ length: 1 + many(4) }, () => named("css")),
    ...Array.from({ length: 1 + many(3) }, () => named("js")),
  ]);
  // One that has another's name as its folder would be no file.
  const all = [...names].filter((name) => ![...names].some((each) => name.startsWith(`${each}/`)));
  const style = { pick, random, all };
  const files = Object.fromEntries(
    all.map((name): [string, string] => [name, utf8(contentOf(name, style, many(6)))]),
  );
  return {
    files,
    modules: random() < 0.5,
    names: [
      ...all,
      ...all.map((name) => name + pick(["?v=1", "#top", "?#iefix", "?a=b#c", "/", ""])),
      pick(["nope.css", "css/", "", "/css/a.css", "./css/a.css", " css/a.css "]),
    ],
  };
}

interface Style {
  readonly pick: <T>(from: readonly T[]) => T;
  readonly random: () => number;
  readonly all: readonly string[];
}

function contentOf(name: string, style: Style, references: number): string {
  const { pick, random } = style;
  if (!/\.(?:css|js)$/.test(name)) return `bytes of ${name} ${random()}`;
  if (random() < 0.003) return "\u0000broken\u0000";
  const lines = Array.from({ length: references }, () => {
    const url = urlFrom(name, style);
    if (random() < 0.01) return `a { background: url( '${url}' ) }`;
    return pick(name.endsWith(".css") ? css : javascript)(url);
  });
  return [`/* ${random()} ü */`, ...lines, ""].join(pick(["\n", "\n", "\r\n"]));
}

const css: readonly ((url: string) => string)[] = [
  (url) => `a { background: url(${url}) }`,
  (url) => `a { background: url("${url}") no-repeat, URL('${url}') url(\nhttp://x.y/z) }`,
  (url) => `@import "${url}";`,
  (url) => `@import url(${url}) screen; @IMPORT  '${url}'`,
  (url) => `/*# sourceMappingURL=${url} */`,
  (url) => `/*# SOURCEMAPPINGURL=${url}*/`,
  (url) => `  /*# sourceMappingURL=${url}*/ a{}`,
  (url) => `@font-face { src: url('${url}?#iefix') format("x"), url(${url}#name) }`,
  () => `a { b: url() ; c: url("") ; d: url(#only) }`,
  () =>
    `a { b: url(data:image/png;base64,AAAA=) url(http://x.y/z.png) url(//cdn/z.png) url(/other/z.png) }`,
];

const javascript: readonly ((url: string) => string)[] = [
  (url) => `//# sourceMappingURL=${url}`,
  (url) => `  //# sourceMappingURL=${url}`,
  (url) => `//# sourcemappingurl=${url}`,
  (url) => `import { a,\n b } from "${url}";`,
  (url) => `import x from '${url}' ;`,
  (url) => `import * as größe from "${url}";`,
  (url) => `import "${url}";`,
  (url) => `const x = await import("${url}");`,
  (url) => `export { a } from "${url}"; export * from '${url}';`,
  () => `import bare from "bare"; import("https://x.y/z.js"); import 'z';`,
];

/** A reference from one file to another, mostly to one that is there. */
function urlFrom(name: string, { pick, random, all }: Style): string {
  if (random() < 0.006) return pick(["missing.png", "./no/such.css", "../../../../out.png"]);
  // Two that name each other never come to rest.
  const others = all.filter((each) => !/\.(?:css|js)$/.test(each) || each > name);
  const target = pick(random() < 0.02 || others.length === 0 ? all : others);
  const written = random() < 0.3 ? encodeURI(target) : target;
  const up = "../".repeat(name.split("/").length - 1);
  const url = random() < 0.2 ? `/static/${written}` : `${pick(["", "./"])}${up}${written}`;
  return url + pick(["", "", "", "", "?v=1", "#x"]);
}

function utf8(text: string): string {
  // A lone byte that is no UTF-8, now and then.
  const broken = text.startsWith("\u0000broken");
  return broken ? "a { \xff }" : Buffer.from(text, "utf8").toString("latin1");
}

/** Numbers from 0 to 1: mulberry32. */
function generator(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
