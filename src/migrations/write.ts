import type { Migration, Operation } from "./operations/operation.ts";

/** Positions of operations that the text refers to instead of writing them down. */
export type Places = ReadonlyMap<Operation, { readonly migration: string; readonly at: number }>;

/**
 * Writes the source of a migration's file.
 *
 * @example
 * console.log(migrationSource({ operations: [deleteModel("Choice")] }));
 */
export function migrationSource(migration: Migration, places: Places = new Map()): string {
  const { initial, atomic, dependencies = [], replaces = [], operations } = migration;
  const written = operations.filter((each) => !places.has(each));
  const names = [...new Set(["defineMigration", ...written.map(({ name }) => name)])].sort();
  const files = new Set(operations.flatMap((each) => places.get(each)?.migration ?? []));
  const imports = Array.from(files, (file) => `import ${variable(file)} from "./${file}.ts";\n`);
  const calls = operations.map((each) => call(each, places));
  return `import { ${names.join(", ")} } from "mkweb/migrations";
${imports.join("")}
export default defineMigration({
${initial ? "  initial: true,\n" : ""}${atomic === false ? "  atomic: false,\n" : ""}${
    replaces.length > 0 ? `  replaces: ${literal(replaces, "  ", 10)},\n` : ""
  }${
    dependencies.length > 0 ? `  dependencies: ${literal(dependencies, "  ", 14)},\n` : ""
  }  operations: [${calls.length > 0 ? `\n${calls.join("")}  ` : ""}],
});
`;
}

function call(operation: Operation, places: Places): string {
  const place = places.get(operation);
  // The slice keeps the compiler from asking whether the list is long enough.
  if (place)
    return `    ...${variable(place.migration)}.operations.slice(${place.at}, ${place.at + 1}),\n`;
  const { name, args } = operation;
  let before = name.length + 1;
  const written = args.map((each) => {
    const text = literal(each, "    ", before);
    before += text.length + 2;
    return text;
  });
  return `    ${name}(${written.join(", ")}),\n`;
}

function variable(migration: string): string {
  return `migration${migration.replace(/\W/g, "_")}`;
}

const WIDTH = 100;

/**
 * Writes a value as TypeScript: on one line if it fits, otherwise a line per part, as formatters do.
 *
 * @param indent Indentation of the line it starts on.
 * @param before Number of characters before it on that line.
 */
function literal(value: unknown, indent: string, before = 0): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  const parts = Object.entries(value).map(([name, each]): [string, unknown] => [
    isList ? "" : `${key(name)}: `,
    each,
  ]);
  if (parts.length === 0) return `${open}${close}`;
  const flat = parts.map(([name, each]) => `${name}${literal(each, "", -Infinity)}`).join(", ");
  const line = isList ? `[${flat}]` : `{ ${flat} }`;
  const length = indent.length + before + line.length + 1;
  if (!line.includes("\n") && length <= WIDTH && !isTable(value)) return line;
  const inner = `${indent}  `;
  const lines = parts.map(
    ([name, each]) => `${inner}${name}${literal(each, inner, name.length)},\n`,
  );
  return `${open}\n${lines.join("")}${indent}${close}`;
}

/** Several lists or objects of several parts each; formatters give each its own line. */
function isTable(value: object): boolean {
  if (!Array.isArray(value) || value.length < 2) return false;
  const isPart = (each: unknown, list: boolean): boolean =>
    typeof each === "object" &&
    each !== null &&
    Array.isArray(each) === list &&
    Object.keys(each).length > 1;
  return value.every((each) => isPart(each, true)) || value.every((each) => isPart(each, false));
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
