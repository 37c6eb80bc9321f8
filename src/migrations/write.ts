import type { Migration, Operation } from "./operation.ts";

/** Where operations are that the text names instead of writing them down. */
export type Places = ReadonlyMap<Operation, { readonly migration: string; readonly at: number }>;

/** The text of a migration's file. */
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
    replaces.length > 0 ? `  replaces: ${literal(replaces, "  ")},\n` : ""
  }${
    dependencies.length > 0 ? `  dependencies: ${literal(dependencies, "  ")},\n` : ""
  }  operations: [${calls.length > 0 ? `\n${calls.join("")}  ` : ""}],
});
`;
}

function call(operation: Operation, places: Places): string {
  const place = places.get(operation);
  // The compiler asks whether a list has so many.
  if (place)
    return `    ...${variable(place.migration)}.operations.slice(${place.at}, ${place.at + 1}),\n`;
  const { name, args } = operation;
  return `    ${name}(${args.map((each) => literal(each, "    ")).join(", ")}),\n`;
}

function variable(migration: string): string {
  return `migration${migration.replace(/\W/g, "_")}`;
}

const WIDTH = 90;

/** A value as TypeScript: on one line while it fits, else a line for each part. */
function literal(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  const parts = Object.entries(value).map(([name, each]) => [isList ? "" : `${key(name)}: `, each]);
  if (parts.length === 0) return `${open}${close}`;
  const flat = parts.map(([name, each]) => `${String(name)}${literal(each, "")}`).join(", ");
  const line = isList ? `[${flat}]` : `{ ${flat} }`;
  if (!line.includes("\n") && line.length + indent.length <= WIDTH) return line;
  const inner = `${indent}  `;
  const lines = parts.map(([name, each]) => `${inner}${String(name)}${literal(each, inner)},\n`);
  return `${open}\n${lines.join("")}${indent}${close}`;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
