import type { Migration, Operation } from "./operation.ts";

/** The text of a migration's file. */
export function migrationSource({ initial, dependencies = [], operations }: Migration): string {
  const names = [...new Set(["defineMigration", ...operations.map(({ name }) => name)])].sort();
  return `import { ${names.join(", ")} } from "mkweb/migrations";

export default defineMigration({
${initial ? "  initial: true,\n" : ""}${
    dependencies.length > 0 ? `  dependencies: ${literal(dependencies, "  ")},\n` : ""
  }  operations: [${operations.length > 0 ? `\n${operations.map(call).join("")}  ` : ""}],
});
`;
}

function call({ name, args }: Operation): string {
  return `    ${name}(${args.map((each) => literal(each, "    ")).join(", ")}),\n`;
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
