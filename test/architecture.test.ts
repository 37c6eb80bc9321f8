/** The rules of the house, as README draws it: rows, doors, owners, two flows. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import { parse } from "@babel/parser";

const src = fileURLToPath(new URL("../src/", import.meta.url));

/** A room imports only from rooms of smaller rows. */
const rows: Readonly<Record<string, number>> = {
  // Below every row: any room may throw them.
  errors: -1,
  vendor: 0,
  secrets: 0,
  "compile-cache": 0,
  mistakes: 0,
  signing: 0,
  dispatch: 0,
  validators: 0,
  timezone: 0,
  command: 1,
  scaffold: 1,
  edits: 1,
  merge: 1,
  conf: 1,
  http: 1,
  urls: 2,
  templates: 2,
  connections: 2,
  files: 2,
  logging: 2,
  venv: 2,
  cache: 3,
  sources: 3,
  // What a query is and the SQL it becomes; models and schema stand on it side by side.
  query: 3,
  models: 4,
  schema: 4,
  db: 5,
  forms: 5,
  migrations: 6,
  middleware: 7,
  sessions: 7,
  contenttypes: 7,
  staticfiles: 7,
  health: 7,
  shortcuts: 7,
  mail: 7,
  paginator: 7,
  server: 8,
  views: 8,
  openapi: 8,
  // What stays open after the answer; it asks the middleware which origins are trusted.
  streams: 8,
  // It knows a browser by the secret of the CSRF protection.
  ratelimit: 8,
  // Its mixins and pages are views.
  auth: 9,
  messages: 9,
  "debug-toolbar": 9,
  admin: 10,
  test: 10,
  cli: 10,
  management: 11,
};

/** Third-party packages and the one room that may import each. */
const owners: Readonly<Record<string, string>> = {
  "@babel/parser": "edits",
  "@opentelemetry/api": "server",
  "@redis/client": "cache",
  "@dagrejs/dagre": "vendor",
  bcryptjs: "auth",
  "lru-cache": "vendor",
  "@babel/types": "edits",
  aws4fetch: "files",
  "@fastify/busboy": "http",
  chalk: "command",
  diff: "scaffold",
  ejs: "scaffold",
  entities: "templates",
  execa: "command",
  "fs-extra": "scaffold",
  "image-dimensions": "vendor",
  "jsonc-parser": "merge",
  kysely: "connections",
  mime: "http",
  "modern-tar": "sources",
  "node-diff3": "merge",
  nodemailer: "mail",
  pg: "connections",
  pino: "vendor",
  prompts: "command",
  semver: "venv",
  ws: "streams",
  yargs: "command",
  yauzl: "sources",
};

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly lazy: boolean;
}

const room = (file: string): string => file.replace(/\.ts$/, "").split("/")[0] ?? "";

function importsOf(file: string): Import[] {
  const { program, tokens } = parse(readFileSync(src + file, "utf8"), {
    sourceType: "module",
    plugins: ["typescript"],
    tokens: true,
  });
  assert.ok(tokens);
  const statements = program.body.flatMap((statement) =>
    "source" in statement && statement.source ? [statement.source.value] : [],
  );
  const calls = tokens.flatMap((token, at) =>
    token.value === "import" && isStringCall(tokens, at + 1) ? [String(tokens[at + 2]?.value)] : [],
  );
  return [
    ...statements.map((specifier) => ({ file, specifier, lazy: false })),
    ...calls.map((specifier) => ({ file, specifier, lazy: true })),
  ];
}

/** Whether a call with a literal starts here; a computed `import(url)` is the user's code, not ours. */
function isStringCall(tokens: readonly { readonly type: { label: string } }[], at: number) {
  return tokens[at]?.type.label === "(" && tokens[at + 1]?.type.label === "string";
}

const files = globSync("**/*.ts", { cwd: src }).sort();
const imports = files.flatMap(importsOf);

/** The file in src that a relative import names. */
function target({ file, specifier }: Import): string {
  return new URL(specifier, `file:///${file}`).pathname.slice(1);
}

const crossings = imports
  .filter((each) => each.specifier.startsWith("."))
  .map((each) => ({ ...each, from: room(each.file), to: room(target(each)), target: target(each) }))
  .filter((each) => each.from !== each.to);

describe("the house", () => {
  it("has a row for every room", () => {
    const unknown = new Set(files.map(room).filter((name) => !(name in rows)));
    assert.deepEqual([...unknown], []);
  });

  it("imports downwards only", () => {
    const wrong = crossings.filter(({ from, to }) => (rows[to] ?? 0) >= (rows[from] ?? 0));
    assert.deepEqual(wrong, []);
  });

  it("enters a room through its door", () => {
    const wrong = crossings.filter(
      ({ target }) =>
        target !== "errors.ts" &&
        // Parts of auth that are doors of the package themselves, so that who needs no pages loads none.
        !/^(?:[^/]+\/index|auth\/(?:forms|views)\/index|vendor\/[^/]+)\.ts$/.test(target),
    );
    assert.deepEqual(wrong, []);
  });

  it("never walks through its own door", () => {
    const wrong = imports.filter(
      (each) =>
        each.specifier.startsWith(".") &&
        room(each.file) === room(target(each)) &&
        target(each) === `${room(each.file)}/index.ts`,
    );
    assert.deepEqual(wrong, []);
  });

  it("keeps nothing but re-exports behind a door", () => {
    const doors = files.filter((file) => /^[^/]+\/index\.ts$/.test(file));
    const wrong = doors.filter((file) => {
      const rest = readFileSync(src + file, "utf8")
        .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
        .replace(/export\s+(?:type\s+)?(?:\{[^}]*\}|\*)\s*from\s*["'][^"']+["'];/g, "");
      return rest.trim() !== "";
    });
    assert.deepEqual(wrong, []);
  });

  it("has one owner for each library", () => {
    const wrong = imports.filter(({ file, specifier }) => {
      if (specifier.startsWith(".") || specifier.startsWith("node:")) return false;
      const name = specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
      return owners[name] !== room(file);
    });
    assert.deepEqual(wrong, []);
  });

  it("keeps the scaffold and the server apart", () => {
    const server = new Set([
      "server",
      "urls",
      "templates",
      "connections",
      "db",
      "migrations",
      "middleware",
      "sessions",
    ]);
    const wrong = crossings.filter(
      ({ from, to, lazy, file }) =>
        (to === "scaffold" && !["cli", "sources", "venv"].includes(from)) ||
        (from === "sources" && server.has(to) && file !== "sources/language.ts") ||
        (from === "cli" && server.has(to)) ||
        (from === "management" && to === "cli" && !lazy),
    );
    assert.deepEqual(wrong, []);
  });

  it("loads the template language for a template of one's own only", () => {
    const wrong = imports.filter((each) => target(each) === "sources/language.ts" && !each.lazy);
    assert.deepEqual(wrong, []);
  });
});
