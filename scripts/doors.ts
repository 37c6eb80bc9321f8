/**
 * Groups the runtime's entry files as doors: each first loads what its group shares, then exports the file.
 * esbuild makes one chunk of all modules that the same entries need, so that each group's shared part is one
 * file; a project then reads some forty files at start rather than more than a hundred.
 *
 * What settings and apps name without the code importing it is also entered in the list of src/conf/joined.ts, so
 * that not even its door is read.
 */
import { readFileSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import type { Plugin } from "esbuild";

/**
 * Without a shared part: some enable Node's compile cache for later files, and so must be small; some run on
 * a Node too old for the rest, and hand over to another.
 */
const first = new Set([
  "command/index",
  "management/index",
  "management/newer-node",
  "server/index",
  "vendor/pino",
]);

/** The settings and apps, which are all that some commands need. */
const small = [
  "conf/index",
  "auth/app",
  "contenttypes/app",
  "messages/app",
  "sessions/app",
  "staticfiles/app",
];
const beginsSmall = [
  ...small,
  /^(?:debug-toolbar|health)\/app$/,
  "cli/index",
  "errors",
  "management/commands/diffsettings",
  "management/commands/shell",
  "management/run",
  "staticfiles/management/commands/findstatic",
];

/** Models and their tables, which are all that migrations need. */
const data = ["db/index", "models/index"];
const beginsData = [
  ...data,
  "migrations/index",
  /^management\/commands\/(?:migrate|showmigrations|sqlmigrate)$/,
];

/** What a new project has loaded in addition when it first answers. */
const usual = [
  "auth/backends/model",
  "auth/context-processors",
  "auth/hashers/argon2",
  "auth/hashers/bcrypt-sha256",
  "auth/hashers/pbkdf2",
  "auth/hashers/pbkdf2-sha1",
  "auth/hashers/scrypt",
  "auth/index",
  "auth/middleware",
  "auth/models",
  "contenttypes/index",
  "contenttypes/models",
  "files/backends/filesystem",
  "messages/context-processors",
  "messages/middleware",
  "messages/storage/fallback",
  "middleware/clickjacking",
  "middleware/common",
  "middleware/csrf",
  "middleware/security",
  "server/application",
  "server/context-processors",
  "server/serve",
  "sessions/backends/db",
  "sessions/middleware",
  "sessions/models",
  "shortcuts/index",
  "views/index",
];

/** What a project with the admin loads in addition. */
const admin = [
  "admin/app",
  "admin/index",
  "admin/models",
  "admin/templatetags/admin_urls",
  "admin/templatetags/log",
];

/** The name of an entry that {@link doors} makes a door. */
export function doorOf(file: string): string {
  return `door:${file}`;
}

/** @param folder The folder of tsc's files, with a trailing slash; dynamic imports lead to doors too. */
export function doors(folder: string): Plugin {
  return {
    name: "doors",
    setup(build) {
      build.onResolve({ filter: /^door:/ }, ({ path }) => ({
        path: path.slice(doorOf("").length),
        namespace: "door",
      }));
      build.onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
        if (kind !== "dynamic-import") return undefined;
        const file = relative(folder, resolve(resolveDir, path)).split(sep).join("/");
        return { path: file, namespace: "door" };
      });
      build.onLoad({ filter: /^/, namespace: "door" }, ({ path }) => ({
        contents: doorTo(path, readFileSync(folder + path, "utf8")),
        resolveDir: folder,
      }));
      build.onResolve({ filter: /^group:/ }, ({ path }) => ({
        path: path.slice("group:".length),
        namespace: "group",
      }));
      build.onLoad({ filter: /^/, namespace: "group" }, ({ path }) => ({
        contents: groupOfModules(path),
        resolveDir: folder,
      }));
    },
  };
}

/** Each begins with the one before it. */
const groups: Readonly<Record<string, readonly string[]>> = {
  first: [],
  small,
  data,
  usual,
  admin,
};

/** Whether settings or an app name the module; the others are imported. */
function isNamed(name: string): boolean {
  return !["index", "application", "serve"].includes(basename(name));
}

function groupOfModules(group: string): string {
  const names = groups[group] ?? [];
  const named = names.filter(isNamed);
  const order = Object.keys(groups);
  const before = order[order.indexOf(group) - 1];
  if (before === undefined) return "";
  return [
    `import "group:${before}";`,
    `import { joined } from "./conf/joined.js";`,
    ...names.map((name) => `import "./${name}.js";`),
    ...named.map((name, at) => `import * as named${at} from "./${name}.js";`),
    ...named.map((name, at) => `joined.set("${name}.js", named${at});`),
  ].join("\n");
}

function doorTo(file: string, code: string): string {
  const hasDefault = /^export default |\bas default\b/m.test(code);
  return [
    `import "group:${groupOf(file.replace(/\.js$/, ""))}";`,
    `export * from "./${file}";`,
    ...(hasDefault ? [`export { default } from "./${file}";`] : []),
  ].join("\n");
}

function groupOf(name: string): keyof typeof groups {
  if (first.has(name)) return "first";
  const isOneOf = (list: readonly (string | RegExp)[]): boolean =>
    list.some((each) => (typeof each === "string" ? each === name : each.test(name)));
  if (isOneOf(beginsSmall)) return "small";
  if (isOneOf(beginsData)) return "data";
  return name.startsWith("admin/") ? "admin" : "usual";
}
