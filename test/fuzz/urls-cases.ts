import type { Random } from "./random.ts";

/** One element of `urlpatterns`, as data that both sides build from. */
export interface EntryShape {
  readonly path?: string;
  readonly regex?: string;
  readonly kwargs?: Readonly<Record<string, string>>;
  readonly view?: number;
  readonly name?: string;
  readonly include?: readonly EntryShape[];
  readonly app?: string;
  readonly namespace?: string;
}

export type Question =
  | { readonly path: string }
  | {
      readonly name: string;
      readonly args: readonly (string | number)[];
      readonly kwargs: Readonly<Record<string, string | number>>;
      readonly app: string | null;
    }
  | { readonly query: string }
  | { readonly cookie: string }
  | { readonly safe: string }
  | { readonly target: string }
  | { readonly iri: string };

export interface Case {
  readonly urls?: readonly EntryShape[];
  readonly do: readonly Question[];
}

const LITERALS = [
  "a/",
  "b/",
  "ab",
  "a-b/",
  "é/",
  "x.y/",
  "a+b/",
  "(c)/",
  "$",
  "a b/",
  "/",
  "",
  "0/",
  "[",
  "^a/",
  "a|b/",
  "*",
  "\\d/",
] as const;
const CONVERTERS = ["int:", "str:", "slug:", "uuid:", "path:", "yyyy:", "even:", ""] as const;
const NAMES = ["n", "m", "slug", "pk", "constructor", "toString"] as const;
const REGEXES = [
  "^a/(?P<n>[0-9]+)/$",
  "^([0-9]+)/([a-z]+)/$",
  "^opt/(?:(?P<m>[0-9]+)/)?$",
  "b/",
  "^x/(?P<n>\\w+)/",
  "^[^/]+/$",
  "c$",
  "^y/(?P<n>\\d{2,4})/(?P<m>[\\w-]+)/$",
  "^s\\s+t/$",
  "^any/(.*)$",
  "^p/(?P<pk>.+?)/end/$",
  "^alt/(?:one|two)/$",
  "^\\d+(?:\\.\\d+)?/$",
  "^a{2}/$",
  "^(?P<n>a|b)/",
  "^((?:x|y)+)/(z)?$",
  "^\\.\\-/$",
  "^(?P<n>[a-c]{,2})/$",
  "^(?P<n>\\w)(?P=n)/$",
  "^q(?=/)/$",
  "^[]a]/$",
  "^[^\\W0-9]+/$",
  "^\\bw\\b/",
  "",
  "^",
  "$",
  "^(?:a/(?:(?P<n>\\d)/)?)?$",
  "^a*b+c?/$",
  "^é/(.)/$",
  "^\\(x\\)\\$/$",
] as const;
const TEXTS = [
  "a",
  "b",
  "x",
  "0",
  "1",
  "42",
  "007",
  "2024",
  "é",
  "日本",
  "٣",
  "a b",
  "a-b",
  "A_b",
  "a/b",
  "//x",
  "%41",
  "+",
  "",
  ".",
  "..",
  "$",
  "(",
  "<",
  "~",
  "@:!&='*,;",
  '"',
  "\\",
  "😀",
  "end",
  "one",
  "9007199254740993",
] as const;
const UUID = "075194d3-6885-417e-a8a8-6c931e272f00";

/** Patterns, with paths that mostly fit some of them and names that mostly exist. */
export function urlsCase(random: Random): Case {
  let views = 0;
  const names: string[] = [];
  const samples: string[] = [];
  const entries = (depth: number, before: string, namespaces: string): EntryShape[] =>
    Array.from({ length: 1 + random.below(depth === 0 ? 6 : 4) }, () => {
      const isRegex = random.chance(0.3);
      const text = isRegex ? random.pick(REGEXES) : route(random);
      const sample = before + (isRegex ? regexSample(random, text) : routeSample(random, text));
      const shape = {
        ...(isRegex ? { regex: text } : { path: text }),
        ...(random.chance(0.15)
          ? { kwargs: { [random.pick(NAMES)]: random.pick(["k", "1"]) } }
          : {}),
      };
      if (depth < 3 && random.chance(0.35)) {
        const app = random.chance(0.5) ? random.pick(["app", "blog"]) : undefined;
        const namespace =
          app && random.chance(0.5) ? random.pick(["one", "two", "app"]) : undefined;
        const inner = app ? `${namespaces}${namespace ?? app}:` : namespaces;
        const include = entries(depth + 1, sample, inner);
        return { ...shape, include, ...(app ? { app } : {}), ...(namespace ? { namespace } : {}) };
      }
      samples.push(sample);
      const name = random.chance(0.8) ? random.pick(["v", "w", "index"]) : undefined;
      if (name) names.push(namespaces + name);
      return { ...shape, view: views++, ...(name ? { name } : {}) };
    });
  const urls = entries(0, "/", "");
  const questions: Question[] = [];
  for (let count = 0; count < 14; count++) {
    const sample = samples[random.below(samples.length)] ?? "/";
    questions.push({ path: random.chance(0.7) ? sample : mutated(random, sample) });
  }
  for (let count = 0; count < 8; count++) questions.push(reversal(random, names));
  return { urls, do: questions };
}

/** Query strings, cookies, targets and URLs to be judged. */
export function textsCase(random: Random): Case {
  const text = (): string =>
    random
      .times(5, () =>
        random.pick([
          ...TEXTS,
          "&",
          "=",
          ";",
          "%",
          "%zz",
          "%C3%A9",
          "%ff",
          "%",
          "a=1",
          " ",
          "__proto__=x",
        ]),
      )
      .join("");
  const cookie = (): string =>
    random
      .times(6, () =>
        random.pick([
          ...TEXTS,
          ";",
          "; ",
          "=",
          '"',
          "\\073",
          '\\"',
          "a=",
          "\\",
          "\\399",
          "\t",
          ",",
        ]),
      )
      .join("");
  const url = (): string =>
    random
      .times(6, () =>
        random.pick([
          "http",
          "https",
          ":",
          "/",
          "//",
          "\\",
          "testserver",
          "evil.example",
          "@",
          "#",
          "?",
          " ",
          "\n",
          "\t",
          "\b",
          "[",
          "]",
          "[::1]",
          "javascript",
          "x",
          ".",
          "℀",
          "%2f",
          ":80",
          "ftp",
          "///",
          "é",
        ]),
      )
      .join("");
  const target = (): string =>
    random
      .times(6, () =>
        random.pick([
          "/",
          "a",
          "%41",
          "%2F",
          "%C3%A9",
          "%ff",
          "%c3",
          "%ED%A0%80",
          "%F0%9F%98%80",
          "%00",
          "%",
          "%g1",
          "%E2%82",
          "%ef%bf%bd",
          "%EF%BF%BF",
          "%c0%af",
          "%F4%90%80%80",
          "+",
          "~",
        ]),
      )
      .join("");
  return {
    do: Array.from({ length: 20 }, () =>
      random.pick([
        () => ({ query: text() }),
        () => ({ cookie: cookie() }),
        () => ({ safe: url() }),
        () => ({ target: target() }),
        () => ({ iri: text() + url() }),
      ])(),
    ),
  };
}

function route(random: Random): string {
  const free = [...NAMES].sort(() => random.next() - 0.5);
  const parts = random.times(4, () =>
    random.chance(0.5)
      ? random.pick(LITERALS)
      : `<${random.pick(CONVERTERS)}${free.pop() ?? "z"}>${random.pick(["/", "/", "/", "", "-"])}`,
  );
  return parts.join("");
}

/** A path that a route might match. */
function routeSample(random: Random, text: string): string {
  return text.replace(/<(?:(\w+):)?\w+>/g, (_, converter?: string) => {
    if (random.chance(0.15)) return random.pick(TEXTS);
    if (converter === "uuid") return UUID;
    if (converter === "int" || converter === "even")
      return random.pick(["0", "2", "42", "007", "9007199254740993"]);
    if (converter === "yyyy") return random.pick(["2024", "0001", "123"]);
    if (converter === "path") return random.pick(["a", "a/b", "a/b/", "é/x", "/"]);
    return random.pick(["a", "x-y", "b_1", "2024", "é"]);
  });
}

function regexSample(random: Random, regex: string): string {
  const simple = regex
    .replace(/^\^|\$$/g, "")
    .replace(/\(\?P<\w+>\\d\{2,4\}\)/g, "2024")
    .replace(/\(\?P<\w+>\[0-9\]\+\)|\(\[0-9\]\+\)|\\d\+/g, () => random.pick(["1", "42", "٣"]))
    .replace(/\(\?P<\w+>[^)]*\)|\([a-z.[\]*+-]*\)/g, () => random.pick(["a", "b", "ab", "é"]))
    .replace(/\(\?:one\|two\)/, () => random.pick(["one", "two", "three"]))
    .replace(/\(\?[:=][^)]*\)\??|[?*+\\]/g, "");
  return random.chance(0.85) ? simple : random.pick(TEXTS);
}

function mutated(random: Random, path: string): string {
  const at = random.below(path.length + 1);
  const kind = random.below(4);
  if (kind === 0) return path.slice(0, at) + random.pick(TEXTS) + path.slice(at);
  if (kind === 1) return path.slice(0, at) + path.slice(at + 1);
  if (kind === 2) return path.replace(/\/$/, "");
  return `${path}${random.pick(["/", "x", "//", "end/"])}`;
}

function reversal(random: Random, names: readonly string[]): Question {
  const value = (): string | number =>
    random.chance(0.5) ? random.pick(TEXTS) : random.pick([0, 1, 42, 2024, UUID, "a", "x-y"]);
  const known = names[random.below(names.length)] ?? "v";
  const name = random.chance(0.9)
    ? known
    : random.pick(["nope", "app:v", "one:v", "blog:two:w", "app:nope"]);
  const isNamed = random.chance(0.6);
  const count = random.below(4);
  return {
    name,
    args: isNamed ? [] : Array.from({ length: count }, value),
    kwargs: isNamed
      ? Object.fromEntries(Array.from({ length: count }, () => [random.pick(NAMES), value()]))
      : {},
    app: random.chance(0.2) ? random.pick(["one", "two", "app", "one:two"]) : null,
  };
}
