import type { CheckMessage } from "../../conf/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { flatChoices } from "../fields/choices.ts";
import type { FieldDeclaration } from "../fields/declaration.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { convert } from "../validation/convert.ts";
import { checkFile } from "./check-file.ts";
import { error } from "./message.ts";

/** Names that every object already has. */
const taken: ReadonlySet<string> = new Set([
  "clean",
  "constructor",
  "delete",
  "fullClean",
  "getDeferredFields",
  "load",
  "objects",
  "refreshFromDb",
  "save",
  "toJson",
  "toString",
]);

/** Checks a field's name and options, and that its default is valid. */
export function checkField(
  info: ModelInfo,
  name: string,
  declaration: FieldDeclaration,
): readonly CheckMessage[] {
  const object = `${info.label}.${name}`;
  return [
    ...checkName(object, name, declaration),
    ...checkLength(object, declaration),
    ...checkDecimal(object, declaration),
    ...checkFile(info, name, declaration),
    ...checkDefault(info, object, name, declaration),
  ];
}

function checkName(
  object: string,
  name: string,
  { kind, primary, nullable }: FieldDeclaration,
): readonly CheckMessage[] {
  const found: CheckMessage[] = [];
  const add = (id: string, message: string, hint?: string): void => {
    found.push(error(object, id, message, hint));
  };
  if (name.endsWith("_")) add("fields.E001", "Field names must not end with an underscore.");
  if (name.includes("__")) add("fields.E002", 'Field names must not contain "__".');
  if (name === "pk" && kind !== "compositePrimaryKey") {
    add("fields.E003", "'pk' is a reserved word that cannot be used as a field name.");
  }
  if (taken.has(name)) {
    const hint = "Give the field another name; `.dbColumn()` keeps its column's.";
    add("mkweb.E001", `'${name}' is what every object has already.`, hint);
  }
  if (primary === true && nullable === true) {
    const hint = "Remove .nullable() from the field.";
    add("fields.E007", "Primary keys must not have null=True.", hint);
  }
  return found;
}

const SIZED: ReadonlySet<string> = new Set(["char", "email", "slug", "url"]);

function checkLength(
  object: string,
  { kind, maxLength, choices = [] }: FieldDeclaration,
): readonly CheckMessage[] {
  if (!SIZED.has(kind)) return [];
  if (maxLength === undefined) {
    const hint = "Say how many characters: fields.char(200).";
    return [error(object, "fields.E120", "CharFields must define a 'max_length' attribute.", hint)];
  }
  if (!Number.isInteger(maxLength) || maxLength <= 0) {
    return [error(object, "fields.E121", "'max_length' must be a positive integer.")];
  }
  const longest = Math.max(0, ...valuesOf(choices).map((value) => String(value).length));
  if (longest <= maxLength) return [];
  const message = `'max_length' is too small to fit the longest value in 'choices' (${longest} characters).`;
  return [error(object, "fields.E009", message)];
}

function checkDecimal(
  object: string,
  { kind, maxDigits, decimalPlaces }: FieldDeclaration,
): readonly CheckMessage[] {
  if (kind !== "decimal") return [];
  const found: CheckMessage[] = [];
  const isCount = (value: number, least: number): boolean =>
    Number.isInteger(value) && value >= least;
  if (decimalPlaces === undefined) {
    const message = "DecimalFields must define a 'decimal_places' attribute.";
    found.push(error(object, "fields.E130", message));
  } else if (!isCount(decimalPlaces, 0)) {
    const message = "'decimal_places' must be a non-negative integer.";
    found.push(error(object, "fields.E131", message));
  }
  if (maxDigits === undefined) {
    const message = "DecimalFields must define a 'max_digits' attribute.";
    found.push(error(object, "fields.E132", message));
  } else if (!isCount(maxDigits, 1)) {
    found.push(error(object, "fields.E133", "'max_digits' must be a positive integer."));
  } else if (maxDigits < (decimalPlaces ?? 0)) {
    const message = "'max_digits' must be greater or equal to 'decimal_places'.";
    found.push(error(object, "fields.E134", message));
  }
  return found;
}

function checkDefault(
  info: ModelInfo,
  object: string,
  name: string,
  declaration: FieldDeclaration,
): readonly CheckMessage[] {
  const { autoNow, autoNowAdd, choices, default: value } = declaration;
  const isStamped = autoNow === true || autoNowAdd === true;
  if (value !== undefined && isStamped) {
    const message =
      "The options autoNow, autoNowAdd, and default are mutually exclusive. Only one of these options may be present.";
    return [error(object, "fields.E160", message)];
  }
  if (value === undefined || value === null || typeof value === "function") return [];
  if (declaration.to !== undefined) return [];
  const hint = "Give .default() a value of the field's kind.";
  if (choices && !valuesOf(choices).includes(value)) {
    const message = `The default ${JSON.stringify(value)} is not one of the field's choices.`;
    return [error(object, "mkweb.E002", message, hint)];
  }
  const field = info.fields.get(name);
  if (!field) return [];
  try {
    const converted = convert(field, value);
    if (typeof converted === typeof value) return [];
    const message = `The default ${JSON.stringify(value)} is a ${typeof value}.`;
    return [error(object, "mkweb.E002", message, hint)];
  } catch (cause) {
    if (!(cause instanceof ValidationError)) throw cause;
    const message = `The default does not fit: ${cause.messages.join(" ")}`;
    return [error(object, "mkweb.E002", message, hint)];
  }
}

function valuesOf(choices: FieldDeclaration["choices"]): readonly unknown[] {
  return flatChoices({ choices: choices ?? [] }).map(([value]) => value);
}
