/** The examples in the docstrings of public names, as files for the compiler. */
import { globSync, readFileSync } from "node:fs";
import { root } from "./book.ts";

/**
 * Each example as a file: what it does not declare itself is imported, from the people that all examples share
 * (`cast.ts`) or from mkweb's doors, the door of its own room first.
 */
export function exampleFiles(): ReadonlyMap<string, string> {
  const cast = namesIn(readFileSync(new URL("cast.ts", import.meta.url), "utf8"));
  const files = new Map<string, string>();
  for (const source of globSync("src/**/*.ts", { cwd: root }).sort()) {
    const text = readFileSync(new URL(source, root), "utf8");
    for (const [at, code] of examplesIn(text).entries()) {
      const path = `${source.replace(/^src\//, "").replace(/\.ts$/, "")}-${at + 1}.ts`;
      const up = "../".repeat(path.split("/").length - 1);
      files.set(path, `${importsOf(code, source, cast, up)}${runnable(code)}`);
    }
  }
  return files;
}

/** The code behind `@example`, up to the next tag. */
function examplesIn(text: string): readonly string[] {
  const comments = text.match(/\/\*\*[^]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const plain = comment.replace(/^\/\*\*|\*\/$/g, "").replace(/^ *\* ?/gm, "");
    return plain
      .split(/^@example\b/m)
      .slice(1)
      .map((each) => each.split(/^@\w+/m)[0]?.trim() ?? "");
  });
}

/** Code that returns or awaits stands in a function; code that exports cannot. */
function runnable(code: string): string {
  return /^export /m.test(code) ? `${code}\n` : `export async function example() {\n${code}\n}\n`;
}

function importsOf(
  code: string,
  source: string,
  cast: ReadonlyMap<string, string>,
  up: string,
): string {
  const bare = code.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\/\/.*$/gm, "");
  const used = new Set(bare.match(/(?<![\w$]|(?<!\.\.)\.)[A-Za-z_$][\w$]*/g));
  const isDeclared = (name: string): boolean =>
    new RegExp(
      `(?:class|const|let|function|function\\*) ${name}\\b|import [^;]*\\b${name}\\b`,
    ).test(code);
  const lines: string[] = [];
  const room = source.split("/")[1] ?? "";
  for (const name of used) {
    if (name === "default" || isDeclared(name)) continue;
    const door = doorOf(name, room);
    if (cast.has(name)) lines.push(`import { ${name} } from "${up}../../../test/docs/cast.ts";\n`);
    else if (door !== undefined) {
      lines.push(`import ${doors.get(door)?.get(name) ?? ""}{ ${name} } from "${door}";\n`);
    }
  }
  return lines.join("");
}

/** The door that a name comes through: the room's own, those named like it, then any other. */
function doorOf(name: string, room: string): string | undefined {
  const found = [...doors].filter(([, names]) => names.has(name)).map(([door]) => door);
  const own = insteadOf[room] ?? `mkweb/${room}`;
  return (
    found.find((door) => door === own) ?? found.find((door) => door.startsWith(own)) ?? found[0]
  );
}

/** Rooms whose public names come through another's door. */
const insteadOf: Readonly<Record<string, string>> = {
  connections: "mkweb/db",
  models: "mkweb/db",
  query: "mkweb/db",
  schema: "mkweb/migrations",
};

const manifest: { readonly exports: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(new URL("package.json", root), "utf8"),
);

const doors: ReadonlyMap<string, ReadonlyMap<string, "" | "type ">> = new Map(
  Object.entries(manifest.exports)
    .filter(([, file]) => file.endsWith(".js"))
    .map(([door, file]) => [
      door.replace(/^\./, "mkweb"),
      namesIn(declarationsOf(new URL(file.replace(/\.js$/, ".d.ts"), root))),
    ]),
);

/** A door's declarations, with those of the files that it passes on whole. */
function declarationsOf(file: URL): string {
  const text = readFileSync(file, "utf8");
  const passedOn = Array.from(text.matchAll(/export \* from "(\.[^"]+)"/g), ([, path = ""]) =>
    declarationsOf(new URL(path.replace(/\.[jt]s$/, ".d.ts"), file)),
  );
  return [text, ...passedOn].join("\n");
}

/** Exported names, each with what an import of it has to say before the brace. */
function namesIn(declarations: string): ReadonlyMap<string, "" | "type "> {
  const lists = Array.from(
    declarations.matchAll(/export (type )?\{([^}]*)\}/g),
    ([, all, list = ""]) =>
      list
        .split(",")
        .map((each) => each.trim())
        .filter((each) => each !== "")
        .map((each) => [each.split(" ").at(-1) ?? "", kindOf(all ?? each)] as const),
  );
  const single = Array.from(
    declarations.matchAll(
      /export (?:(?:declare )?(?:abstract )?(class|function|const|interface|type)|\* as) (\w+)/g,
    ),
    ([, kind = "", name = ""]) => [name, /^(?:interface|type)$/.test(kind) ? "type " : ""] as const,
  );
  return new Map([...lists.flat(), ...single]);
}

function kindOf(exported: string): "" | "type " {
  return exported.startsWith("type ") ? "type " : "";
}
