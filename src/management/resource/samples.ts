/** Test values for a resource: for its own fields, and for related objects. */
import type { ModelImport, Samples } from "./cli-types.ts";
import type { FieldDeclaration, FieldInfo, ModelInfo } from "../../models/index.ts";
import { GIF, sentCode, storedCode } from "./sample-values.ts";

/** Finds the import path of a model's class. */
export type FindImport = (label: string) => Promise<ModelImport>;

interface Draft {
  readonly lines: string[];
  readonly imports: Map<string, string[]>;
  /** Variables, by the model of their object. */
  readonly made: Map<string, string>;
  readonly find: FindImport;
}

/** The form's input name for a field. */
export type InputName = (field: string) => string;

/**
 * @param info The new model.
 * @param names Its fields in form order.
 * @param users The user model.
 */
export async function samplesOf(
  info: ModelInfo,
  names: readonly string[],
  users: ModelInfo,
  { find, inputName }: { readonly find: FindImport; readonly inputName: InputName },
): Promise<Samples> {
  const draft: Draft = { lines: [], imports: new Map(), made: new Map(), find };
  if (names.some((name) => fieldOf(info, name)?.declaration.kind === "image")) {
    draft.lines.push(`const pixel = Buffer.from("${GIF}", "base64");`);
  }
  const values = [];
  for (const name of names) {
    const field = fieldOf(info, name);
    if (!field) continue;
    const { declaration } = field;
    if (field.related === info) continue;
    const code = field.related
      ? await relatedCode(field.related, declaration, users, draft)
      : sentCode(declaration, name);
    values.push({ name: inputName(name), code });
  }
  const visitor = await userCode(users, "`visitor${visitors}`", draft);
  return {
    setUp: draft.lines,
    values,
    visitor,
    deciding: await decidingClass(users, draft),
    imports: draft.imports,
    change: changeOf(info, names, inputName),
    hasRequired: names.some((name) => isRequired(fieldOf(info, name)?.declaration)),
  };
}

async function decidingClass(users: ModelInfo, draft: Draft): Promise<string | undefined> {
  const hasRows = users.manyToMany.some(({ name }) => name === "userPermissions");
  return hasRows ? undefined : classOf(users, draft);
}

function fieldOf(
  info: ModelInfo,
  name: string,
): Pick<FieldInfo, "declaration" | "related"> | undefined {
  return info.fields.get(name) ?? info.manyToMany.find((each) => each.name === name);
}

/** Whether a form without this value is invalid; an unticked box is valid. */
function isRequired(declaration: FieldDeclaration | undefined): boolean {
  return declaration !== undefined && declaration.blank !== true && declaration.kind !== "boolean";
}

async function relatedCode(
  related: ModelInfo,
  { kind }: FieldDeclaration,
  users: ModelInfo,
  draft: Draft,
): Promise<string> {
  const key = `${await variableOf(related, users, draft)}.${related.primaryKey.attribute}`;
  return kind === "manyToMany" ? `[${key}]` : key;
}

/** A variable with an object of the model; all relations to the model share one. */
async function variableOf(related: ModelInfo, users: ModelInfo, draft: Draft): Promise<string> {
  const known = draft.made.get(related.label);
  if (known !== undefined) return known;
  const wish = related.name.charAt(0).toLowerCase() + related.name.slice(1);
  const taken = new Set(draft.made.values());
  const variable = taken.has(wish) || reserved.has(wish) ? `${wish}${draft.made.size + 2}` : wish;
  draft.made.set(related.label, variable);
  const code =
    related === users
      ? await userCode(users, '"ada"', draft)
      : await createCode(related, users, draft);
  draft.lines.push(`const ${variable} = ${code};`);
  return variable;
}

const reserved = new Set(
  "answers browser case class data default delete describe do else enum export for function if import in it new null page package return stored super switch template this throw try typeof var visitors void while with".split(
    " ",
  ),
);

/** @param name The user's name, as code. */
async function userCode(users: ModelInfo, name: string, draft: Draft): Promise<string> {
  const objects: unknown = Reflect.get(users.model, "objects");
  const takesName =
    users.fields.has("username") &&
    requiredOf(users).every(({ name: field }) => ["username", "password"].includes(field));
  if (typeof Reflect.get(Object(objects), "createUser") !== "function" || !takesName) {
    return createCode(users, users, draft, name);
  }
  return `await ${await classOf(users, draft)}.objects.createUser(${name})`;
}

async function createCode(
  info: ModelInfo,
  users: ModelInfo,
  draft: Draft,
  text?: string,
): Promise<string> {
  const parts: string[] = [];
  for (const field of requiredOf(info)) {
    const { declaration, name, related } = field;
    const isText = text !== undefined && declaration.kind === "char" && field.isUnique;
    const value = related ? await variableOf(related, users, draft) : storedCode(declaration, name);
    parts.push(value === name ? name : `${name}: ${isText ? text : value}`);
  }
  return `await ${await classOf(info, draft)}.objects.create(${objectCode(parts)})`;
}

/** Longest object on one line; formatters break longer ones into a line per property. */
const MOST_IN_A_LINE = 50;

function objectCode(parts: readonly string[]): string {
  if (parts.length === 0) return "{}";
  const inline = parts.join(", ");
  if (inline.length <= MOST_IN_A_LINE) return `{ ${inline} }`;
  return `{\n${parts.map((part) => `    ${part},\n`).join("")}  }`;
}

/** Fields without which an object cannot be saved. */
function requiredOf(info: ModelInfo): readonly FieldInfo[] {
  return [...info.fields.values()].filter(({ auto, declaration, generated, nullable }) => {
    const { autoNow, autoNowAdd, dbDefault, parentLink } = declaration;
    const isSet = declaration.default !== undefined || dbDefault !== undefined;
    return !auto && !generated && !nullable && !isSet && !autoNow && !autoNowAdd && !parentLink;
  });
}

async function classOf({ label, name }: ModelInfo, { find, imports }: Draft): Promise<string> {
  const { from = "./models.ts" } = await find(label);
  const names = imports.get(from) ?? [];
  if (!names.includes(name)) imports.set(from, [...names, name]);
  return name;
}

/** The field whose change is easiest to see. */
function changeOf(
  info: ModelInfo,
  names: readonly string[],
  inputName: InputName,
): Samples["change"] {
  for (const field of names) {
    const declaration = fieldOf(info, field)?.declaration;
    if (!declaration || declaration.choices) continue;
    const name = inputName(field);
    const { kind, maxLength = 10 } = declaration;
    if (kind === "char" || kind === "text") {
      const code = JSON.stringify("Changed".slice(0, maxLength));
      return { name, field, code, stored: code };
    }
    if (/integer$/i.test(kind)) return { name, field, code: "2", stored: "2" };
    if (kind === "date") return { name, field, code: '"2027-01-31"', stored: '"2027-01-31"' };
  }
  return undefined;
}
