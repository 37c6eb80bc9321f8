import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { declarationOf, paragraph, readSource } from "./source.ts";

const intro = `# Imports

Everything a project imports comes from one of these; there is no import of \`mkweb\` alone. What is not here is private.
Under each stands what it exports, values first and then types.
`;

interface Door {
  /** `mkweb/db`. */
  readonly name: string;
  readonly about: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** The exports of package.json, with the comment at the top of each file and its exported names. */
export function importsPage(): string {
  const manifest: { readonly exports: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  const doors = Object.entries(manifest.exports)
    .filter(([, file]) => file.endsWith(".js"))
    .map(([name, file]) => readDoor(name.replace(/^\./, "mkweb"), file));
  const rows = doors.map(({ name, about }) => `| [\`${name}\`](#${slug(name)}) | ${about} |`);
  return [
    intro,
    "| import | what it is |",
    "| --- | --- |",
    ...rows,
    "",
    ...doors.map(({ name, about, values, types }) =>
      [
        `## ${name}\n`,
        `${capital(about)}\n`,
        ...names("", values),
        ...names("Types: ", types),
      ].join("\n"),
    ),
  ].join("\n");
}

function readDoor(name: string, file: string): Door {
  const path = file.replace(/^\.\/dist\//, "src/").replace(/\.js$/, ".ts");
  const top = readSource(path).comments[0]?.value ?? "";
  const [, about] = new RegExp(`^\`${name}\`: (.+)$`).exec(paragraph(top)) ?? [];
  if (about === undefined) {
    throw new Error(`${path} has to begin with a comment: /** \`${name}\`: what it is. */`);
  }
  const exported = exportsOf(path);
  const sorted = (wanted: boolean) =>
    [...exported].flatMap(([each, isType]) => (isType === wanted ? each : [])).sort(byLetter);
  return { name, about, values: sorted(false), types: sorted(true) };
}

/** The exported names of a file, and whether each is a type. */
function exportsOf(path: string): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const statement of readSource(path).statements) {
    if (statement.type === "ExportDefaultDeclaration") found.set("default", false);
    if (statement.type === "ExportAllDeclaration") {
      for (const each of exportsOf(posix.join(posix.dirname(path), statement.source.value))) {
        found.set(...each);
      }
    }
    if (statement.type !== "ExportNamedDeclaration") continue;
    for (const specifier of statement.specifiers) {
      const { exported } = specifier;
      const isType =
        statement.exportKind === "type" ||
        (specifier.type === "ExportSpecifier" && specifier.exportKind === "type");
      found.set(exported.type === "Identifier" ? exported.name : exported.value, isType);
    }
    for (const each of declared(statement)) found.set(...each);
  }
  return found;
}

function declared(statement: Parameters<typeof declarationOf>[0]): readonly [string, boolean][] {
  const declaration = declarationOf(statement);
  switch (declaration?.type) {
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      return [[declaration.id.name, true]];
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return declaration.id ? [[declaration.id.name, false]] : [];
    case "VariableDeclaration":
      return declaration.declarations.flatMap(({ id }) =>
        id.type === "Identifier" ? [[id.name, false]] : [],
      );
    default:
      return [];
  }
}

function names(label: string, all: readonly string[]): readonly string[] {
  if (all.length === 0 || all.join("") === "default") return [];
  return [`${label}${all.map((name) => `\`${name}\``).join(", ")}\n`];
}

function byLetter(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The anchor of a heading on code hosts. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}
