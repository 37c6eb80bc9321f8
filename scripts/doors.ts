/**
 * The runtime's files that are found from outside, each as a door: first what all of a group begin with, then what the
 * file itself exports. esbuild makes one chunk of the modules that the same entries need; so what a group begins with
 * is one file, and a project reads some forty at its start where it would read more than a hundred.
 */
import { readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { Plugin } from "esbuild";

/**
 * Nothing: some have Node keep what is compiled after them, and so must be small; and some run on a Node that is too
 * old for the rest, and hand over to another.
 */
const first = new Set([
  "command/index",
  "management/index",
  "management/newer-node",
  "server/index",
  "vendor/pino",
]);

/** The settings, which is all that a command needs that asks for no models and no views. */
const small = ["conf/index"];
const beginsSmall = [
  ...small,
  /^(?:auth|contenttypes|debug-toolbar|health|messages|sessions|staticfiles)\/app$/,
  "cli/index",
  "errors",
  "management/commands/diffsettings",
  "management/commands/shell",
  "management/run",
  "staticfiles/management/commands/findstatic",
];

/** What a new project has loaded by its first answer. */
const usual = [
  ...small,
  "auth/backends/model",
  "auth/context-processors",
  "auth/hashers/argon2",
  "auth/hashers/bcrypt-sha256",
  "auth/hashers/pbkdf2-sha1",
  "auth/hashers/scrypt",
  "auth/index",
  "auth/middleware",
  "contenttypes/index",
  "db/index",
  "files/backends/filesystem",
  "messages/context-processors",
  "messages/middleware",
  "messages/storage/fallback",
  "middleware/clickjacking",
  "middleware/common",
  "middleware/csrf",
  "middleware/security",
  "models/index",
  "server/application",
  "server/context-processors",
  "server/serve",
  "sessions/backends/db",
  "sessions/middleware",
  "sessions/models",
  "shortcuts/index",
  "views/index",
];

/** What a project with the admin has loaded besides. */
const admin = [
  ...usual,
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

/** @param folder Where tsc's files are, with a slash at its end; dynamic imports lead to doors as well. */
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
        contents: (groups[path] ?? []).map((name) => `import "./${name}.js";`).join("\n"),
        resolveDir: folder,
      }));
    },
  };
}

const groups: Readonly<Record<string, readonly string[]>> = { first: [], small, usual, admin };

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
  if (beginsSmall.some((each) => (typeof each === "string" ? each === name : each.test(name)))) {
    return "small";
  }
  return name.startsWith("admin/") ? "admin" : "usual";
}
