/** The rules of the house: rows, doors, owners, two flows, no circles, who may touch the process, folders to find things in. */
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
  platform: 0,
  values: 0,
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

/**
 * Who, beside the room `command`, may ask the process for its folder, environment, arguments and streams, listen to its
 * signals, or end it. Everybody else is given what they need, so that tests and other programs can give it.
 */
const processUsers: Readonly<Record<string, string>> = {
  "connections/sqlite/node-sqlite.ts": "keeps Node's warning of node:sqlite to itself",
  "conf/env.ts": "env() reads the environment for settings: that is what it is for",
  "health/metrics/workers.ts": "the processes of a server tell each other their figures",
  "mail/backends/console.ts": "prints mail where the server prints",
  "management/commands/runserver.ts": "starts itself once more, with the same words",
  "management/commands/test.ts": "is the process that a project's tests run in",
  "management/run.ts": "is what manage.js runs, before there is a command",
  "management/runserver/": "a server and the process that restarts it",
  "management/serve/": "the processes of a server",
  "management/shell/": "a prompt, which Node gives the terminal to",
  "mistakes/entry-point.ts": "ends a program that was started as `node mysite/server.ts`",
  "platform/": "asks the system, before anything that could be given an environment is loaded",
  "server/serve": "ends with its process, and with it",
  "test/": "is the process that a project's tests run in",
};

/** What is the same for all of a process, or changes nothing in it. */
const processFacts = new Set(
  (
    "arch cpuUsage emitWarning execPath getBuiltinModule geteuid hrtime memoryUsage nextTick pid platform " +
    "version versions"
  ).split(" "),
);

/** More files than this side by side are not found at a glance. */
const MOST_FILES = 25;

/** Folders of more, and why: what is looked for is the name of a file. */
const longFolders: Readonly<Record<string, string>> = {
  "templates/tags": "one file a tag",
};

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly lazy: boolean;
  /** Whether it is there at run time: types alone are not. */
  readonly runs: boolean;
}

const room = (file: string): string => file.replace(/\.ts$/, "").split("/")[0] ?? "";

interface Source {
  readonly imports: readonly Import[];
  /** The members of `process` that it uses. */
  readonly ofProcess: readonly string[];
}

function read(file: string): Source {
  const { program, tokens } = parse(readFileSync(src + file, "utf8"), {
    sourceType: "module",
    plugins: ["typescript"],
    tokens: true,
  });
  assert.ok(tokens);
  return { imports: importsOf(file, program, tokens), ofProcess: processMembers(tokens) };
}

/** `pid` of `process.pid` and of `const { pid } = process`; "itself" where all of it is handed on. */
function processMembers(tokens: NonNullable<Parsed["tokens"]>): string[] {
  return tokens.flatMap((token, at) => {
    if (token.value !== "process" || token.type.label !== "name") return [];
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    if (before?.type.label === ".") return [];
    if (after?.type.label === "." || after?.type.label === "?.")
      return [String(tokens[at + 2]?.value)];
    if (before?.value !== "=" && before?.type.label !== "(") return [];
    const open = tokens.findLastIndex((each, place) => place < at && each.type.label === "{");
    const taken = tokens.slice(open + 1, at - 2);
    const isTaken = before.value === "=" && tokens[at - 2]?.type.label === "}";
    if (!isTaken) return ["itself"];
    return taken.flatMap(({ type, value }) => (type.label === "name" ? [String(value)] : []));
  });
}

type Parsed = ReturnType<typeof parse>;

function importsOf(
  file: string,
  program: Parsed["program"],
  tokens: NonNullable<Parsed["tokens"]>,
): Import[] {
  const statements = program.body.flatMap((statement) => {
    if (!("source" in statement) || !statement.source) return [];
    const kind =
      "importKind" in statement
        ? statement.importKind
        : "exportKind" in statement && statement.exportKind;
    return [{ specifier: statement.source.value, runs: kind !== "type" }];
  });
  const calls = tokens.flatMap((token, at) =>
    token.value === "import" && isStringCall(tokens, at + 1) ? [String(tokens[at + 2]?.value)] : [],
  );
  return [
    ...statements.map((statement) => ({ file, lazy: false, ...statement })),
    ...calls.map((specifier) => ({ file, specifier, lazy: true, runs: true })),
  ];
}

/** Whether a call with a literal starts here; a computed `import(url)` is the user's code, not ours. */
function isStringCall(tokens: readonly { readonly type: { label: string } }[], at: number) {
  return tokens[at]?.type.label === "(" && tokens[at + 1]?.type.label === "string";
}

const files = globSync("**/*.ts", { cwd: src }).sort();
const sources = new Map(files.map((file) => [file, read(file)]));
const imports = [...sources.values()].flatMap((source) => source.imports);

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

  it("imports nothing in a circle, types excepted", () => {
    const needs = new Map(files.map((file) => [file, new Set<string>()]));
    for (const each of imports) {
      if (each.runs && !each.lazy && each.specifier.startsWith(".")) {
        needs.get(each.file)?.add(target(each));
      }
    }
    // Who needs nobody any more goes, until only circles and what stands on them are left.
    for (let some = true; some;) {
      const free = [...needs].filter(([, all]) => ![...all].some((each) => needs.has(each)));
      for (const [file] of free) needs.delete(file);
      some = free.length > 0;
    }
    const left = Array.from(needs, ([file, all]) => [
      file,
      [...all].filter((each) => needs.has(each)),
    ]);
    assert.deepEqual(left, []);
  });

  it("leaves the process to those who are named here", () => {
    const users = [...sources].filter(([file, { ofProcess }]) => {
      return room(file) !== "command" && ofProcess.some((member) => !processFacts.has(member));
    });
    const named = Object.keys(processUsers);
    const isNamed = (file: string): boolean => named.some((each) => file.startsWith(each));
    const unnamed = users.filter(([file]) => !isNamed(file));
    assert.deepEqual(
      unnamed.map(([file, { ofProcess }]) => `${file}: ${ofProcess.join(", ")}`),
      [],
    );
    const idle = named.filter((each) => !users.some(([file]) => file.startsWith(each)));
    assert.deepEqual(idle, [], "named without need");
  });

  it("has no folder of more files than are found at a glance", () => {
    const counts = new Map<string, number>();
    for (const file of files) {
      const folder = file.replace(/(?:^|\/)[^/]*$/, "");
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    const long = [...counts].filter(([, count]) => count > MOST_FILES).map(([folder]) => folder);
    assert.deepEqual(long.sort(), Object.keys(longFolders).sort());
  });

  it("says at each door what the room is for", () => {
    const doors = files.filter((file) => /^[^/]+\/index\.ts$/.test(file));
    const silent = doors.filter((file) => !readFileSync(src + file, "utf8").startsWith("/**"));
    assert.deepEqual(silent, []);
  });

  it("loads the template language for a template of one's own only", () => {
    const wrong = imports.filter((each) => target(each) === "sources/language.ts" && !each.lazy);
    assert.deepEqual(wrong, []);
  });
});
