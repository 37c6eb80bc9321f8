import type { Comment, TSTypeElement } from "@babel/types";
import { declarationOf, docOf, oneLine, readSource, type Source } from "./source.ts";

const intro = `# Settings

What a project's \`settings.ts\` may hold, under Django's names. \`node manage diffsettings\` shows what a project changed, and
[topics/settings.md](../topics/settings.md) says how settings are written and found. Names in capitals that are not here are the
project's own.
`;

/** A member of a type: a setting, or a part of one. */
interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
  readonly doc: string;
  /** The heading that begins here, from a line comment in the source. */
  readonly heading: string | undefined;
  readonly members: readonly Member[];
}

/** Describes each setting of `src/conf/settings.ts` with its default from `src/conf/defaults.ts`. */
export function settingsPage(): string {
  const source = readSource("src/conf/settings.ts");
  const shapes = ["settings", "health-settings", "logging-settings"].flatMap((name) =>
    shapesOf(readSource(`src/conf/${name}.ts`)),
  );
  const names = new Set(shapes.map(({ name }) => name));
  const settings = shapesOf(source).find(({ name }) => name === "Settings")?.members ?? [];
  const groups = settings.flatMap(({ heading }) => heading ?? []);
  const defaults = readDefaults();
  const body = settings.flatMap((setting) => [
    ...(setting.heading === undefined ? [] : [`## ${setting.heading}\n`]),
    entry(setting, defaults.get(setting.name), names),
  ]);
  const inside = shapes.filter(({ name }) => name !== "Settings" && name !== "PartialSettings");
  return [
    intro,
    ...groups.map((group) => `- [${group}](#${slug(group)})`),
    "- [Shapes](#shapes): what is inside of those that hold objects\n",
    ...body,
    "## Shapes\n",
    ...inside.map(shape),
  ].join("\n");
}

function entry(
  { name, type, doc }: Member,
  usual: string | undefined,
  shapes: ReadonlySet<string>,
): string {
  const links = [...new Set(type.match(/\w+/g))].filter((word) => shapes.has(word));
  const said = usual === undefined ? doc : doc.replace(/ Default:? (?:`[^`]*`|[\d,]+)\.$/, "");
  const facts = [
    ...(usual === undefined || /\bDefault\b/.test(said) ? [] : [`Default: \`${usual}\`.`]),
    `Type: \`${type}\`.`,
    ...links.map((link) => `See [${link}](#${slug(link)}).`),
  ];
  return `### ${name}\n\n${said}\n\n${facts.join(" ")}\n`;
}

interface Shape {
  readonly name: string;
  readonly doc: string;
  readonly members: readonly Member[];
}

function shape({ name, doc, members }: Shape): string {
  const lines = list(members, "");
  return [
    `### ${name}\n`,
    ...(doc === "" ? [] : [`${doc}\n`]),
    ...lines,
    ...(lines.length > 0 ? [""] : []),
  ].join("\n");
}

function list(members: readonly Member[], indent: string): readonly string[] {
  return members.flatMap(({ name, optional, type, doc, members: inner }) => {
    const mark = optional ? "" : ", required";
    const typed = inner.length > 0 ? "object" : `\`${type}\``;
    const line = `${indent}- \`${name}\` (${typed}${mark})${doc === "" ? "" : `: ${doc}`}`;
    return [line, ...list(inner, `${indent}  `)];
  });
}

function shapesOf({ text, statements }: Source): readonly Shape[] {
  return statements.flatMap((statement) => {
    const declared = declarationOf(statement);
    const doc = docOf(statement.leadingComments);
    if (declared?.type === "TSInterfaceDeclaration") {
      return { name: declared.id.name, doc, members: membersOf(declared.body.body, text) };
    }
    if (declared?.type === "TSTypeAliasDeclaration") {
      return { name: declared.id.name, doc, members: [] };
    }
    return [];
  });
}

function membersOf(members: readonly TSTypeElement[], text: string): readonly Member[] {
  return members.flatMap((member) => {
    if (member.type !== "TSPropertySignature" || member.key.type !== "Identifier") return [];
    const type = member.typeAnnotation?.typeAnnotation;
    return {
      name: member.key.name,
      optional: member.optional === true,
      type: typeText(text.slice(type?.start ?? 0, type?.end ?? 0)),
      doc: docOf(member.leadingComments),
      heading: headingOf(member.leadingComments),
      members: type?.type === "TSTypeLiteral" ? membersOf(type.members, text) : [],
    };
  });
}

/** A type as text for readers, without `readonly`. */
function typeText(code: string): string {
  return oneLine(code)
    .replace(/\breadonly /g, "")
    .replace(/\bReadonly<(.*)>$/, "$1");
}

function headingOf(comments: readonly Comment[] | null | undefined): string | undefined {
  return comments?.find(({ type }) => type === "CommentLine")?.value.trim();
}

/** The defaults as written in the source, which is how a user would write them. */
function readDefaults(): ReadonlyMap<string, string> {
  const { text, statements } = readSource("src/conf/defaults.ts");
  const found = new Map<string, string>();
  for (const statement of statements) {
    const declared = declarationOf(statement);
    if (declared?.type !== "VariableDeclaration") continue;
    const value = declared.declarations[0]?.init;
    if (value?.type !== "ObjectExpression") continue;
    for (const property of value.properties) {
      if (property.type !== "ObjectProperty" || property.key.type !== "Identifier") continue;
      const { start, end } = property.value;
      found.set(property.key.name, oneLine(text.slice(start ?? 0, end ?? 0)));
    }
  }
  return found;
}

/** The anchor of a heading on code hosts. */
function slug(heading: string): string {
  return heading.toLowerCase().replaceAll(" ", "-");
}
