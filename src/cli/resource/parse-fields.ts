/** Parses `pubDate:datetime:optional` into a field. */
import { MkwebError } from "../../errors.ts";
import { didYouMean, suggest } from "../../mistakes/index.ts";
import { fieldTypes, otherNames, type FieldSpec, type FieldType } from "./field-types.ts";

const modifiers = ["optional", "unique", "index"] as const;

/** Members of every model object, and names that conditions use. */
const taken = new Set(
  (
    "id pk objects save delete clean cleanFields fullClean validateUnique validateConstraints refreshFromDb load toJson toJSON " +
    "toString valueOf getAbsoluteUrl constructor then"
  ).split(" "),
);

/**
 * Parses typed fields: `name:type`, then arguments of the type, then `optional`, `unique`, `index`.
 *
 * @throws {MkwebError} `MKWEB_USAGE` for an invalid field, with a suggestion.
 */
export function parseFields(words: readonly string[]): readonly FieldSpec[] {
  if (words.length === 0) {
    throw wrong(
      "You must provide at least one field.",
      "Fields are NAME:TYPE, as in title:string pubDate:datetime author:references:auth.User",
    );
  }
  const fields = words.map(parseField);
  const seen = new Map<string, string>();
  for (const { name } of fields) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) {
      throw wrong(`There are two fields '${other}' and '${name}'.`, "Give one another name.");
    }
    seen.set(name.toLowerCase(), name);
  }
  return fields;
}

function parseField(word: string): FieldSpec {
  const [name = "", typed, ...rest] = partsOf(word);
  checkFieldName(name, word);
  if (typed === undefined || typed === "") {
    throw wrong(
      `'${word}' has no type.`,
      `Write ${name}:string, or another type: ${typeNames().join(", ")}.`,
    );
  }
  const type = typeNamed(typed, word);
  const details: string[] = [];
  const found = new Set<string>();
  for (const part of rest) {
    const modifier = modifiers.find((each) => each === part);
    if (modifier !== undefined) found.add(modifier);
    else if (details.length === 0 && found.size === 0) details.push(part);
    else throw unknownModifier(part, word);
  }
  const [detail] = details;
  const field = {
    name,
    type,
    ...readDetail(type, detail, word),
    optional: found.has("optional"),
    unique: found.has("unique"),
    index: found.has("index"),
  };
  refuseSenseless(field, word);
  return field;
}

/** Splits at colons; `decimal(8,2)` equals `decimal:8,2`. */
function partsOf(word: string): readonly string[] {
  return word.replace(/\(([^()]*)\)(?=:|$)/, ":$1").split(":");
}

function checkFieldName(name: string, word: string): void {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) {
    const better = name
      .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? "").toUpperCase())
      .replace(/^[0-9]+/, "");
    const hint = /^[A-Za-z]/.test(better)
      ? `Write it in camel case: ${uncapitalized(better)}${word.slice(name.length)}`
      : "Begin with a letter, and use letters and digits: pubDate:datetime";
    throw wrong(`'${name}' is not a valid field name.`, hint);
  }
  if (/^[A-Z]/.test(name)) {
    throw wrong(
      `'${name}' is not a valid field name: it begins with a capital letter.`,
      `Write ${uncapitalized(name)}${word.slice(name.length)}`,
    );
  }
  if (taken.has(name)) {
    throw wrong(
      `A field cannot be named '${name}': every model object already has such a member.`,
      `Choose another name, such as ${name}Text or the${capitalized(name)}.`,
    );
  }
}

function typeNamed(typed: string, word: string): FieldType {
  if (isType(typed)) return typed;
  const lower = typed.toLowerCase();
  const meant = otherNames[lower] ?? suggest(typed, typeNames());
  throw wrong(
    `'${word}': there is no type '${typed}'.${meant === undefined ? "" : ` Did you mean '${meant}'?`}`,
    `The types are ${typeNames().join(", ")}.`,
  );
}

type Details = Pick<FieldSpec, "length" | "digits" | "choices" | "model">;

function readDetail(type: FieldType, given: string | undefined, word: string): Details {
  const nothing = { length: undefined, digits: undefined, choices: [], model: undefined };
  switch (fieldTypes[type].detail) {
    case "length":
      return given === undefined ? nothing : { ...nothing, length: lengthIn(given, word) };
    case "digits":
      return { ...nothing, digits: digitsIn(given ?? "10,2", word) };
    case "choices":
      return { ...nothing, choices: choicesIn(given, word) };
    case "model":
      return { ...nothing, model: modelIn(given, word, type) };
    default:
      if (given !== undefined) throw unknownModifier(given, word);
      return nothing;
  }
}

function lengthIn(given: string, word: string): number {
  const length = Number(given);
  if (!/^\d+$/.test(given)) throw unknownModifier(given, word);
  if (length >= 1 && length <= 10_000) return length;
  throw wrong(
    `'${word}': a length must be from 1 to 10000.`,
    "Use the type text for longer texts.",
  );
}

function digitsIn(given: string, word: string): readonly [number, number] {
  const [, whole, places] = /^(\d{1,4}),(\d{1,4})$/.exec(given) ?? [];
  const digits: readonly [number, number] = [Number(whole), Number(places)];
  if (digits[0] >= 1 && digits[1] <= digits[0] && digits[0] <= 1000) return digits;
  if (/^[A-Za-z]/.test(given)) throw unknownModifier(given, word);
  throw wrong(
    `'${word}': '${given}' does not give the number of digits.`,
    "Give the total number of digits, at most 1000, and those after the point: price:decimal:8,2",
  );
}

function choicesIn(given: string | undefined, word: string): readonly string[] {
  const choices = (given ?? "").split(",").map((each) => each.trim());
  const hint = "Give at least two, separated by commas: status:choice:draft,published";
  if (choices.length < 2) throw wrong(`'${word}' lists no choices.`, hint);
  const odd = choices.find((each) => !/^[\p{L}\p{N}][\p{L}\p{N} _.+-]{0,99}$/u.test(each));
  if (odd !== undefined) {
    throw wrong(
      `'${word}': '${odd}' cannot be a choice.`,
      "Choices begin with a letter or a digit, then letters, digits, spaces, and _ . + - among them.",
    );
  }
  if (new Set(choices).size < choices.length) throw wrong(`'${word}' lists a choice twice.`, hint);
  return choices;
}

function modelIn(given: string | undefined, word: string, type: FieldType): string {
  if (
    given !== undefined &&
    /^(?:[\p{ID_Start}_][\p{ID_Continue}]*\.)?[A-Z][A-Za-z0-9]*$/u.test(given)
  )
    return given;
  const [name = ""] = word.split(":");
  throw wrong(
    given === undefined || given === ""
      ? `'${word}' names no related model.`
      : `'${word}': '${given}' is not a model.`,
    `Give the app and the model: ${name}:${type}:auth.User`,
  );
}

function refuseSenseless(field: FieldSpec, word: string): void {
  const { type, unique, index } = field;
  if (type === "manyToMany" && (unique || index)) {
    throw wrong(
      `'${word}': a manyToMany relation can be neither unique nor indexed.`,
      "Leave it out.",
    );
  }
  if (index && ["references", "oneToOne", "slug"].includes(type)) {
    throw wrong(`'${word}': a field of type ${type} already has an index.`, "Leave index out.");
  }
  if (unique && index) {
    throw wrong(`'${word}': a unique field already has an index.`, "Leave index out.");
  }
  if (unique && type === "oneToOne") {
    throw wrong(`'${word}': a oneToOne relation is already unique.`, "Leave unique out.");
  }
}

function unknownModifier(part: string, word: string): MkwebError {
  return wrong(
    `'${word}': '${part}' is unknown.${didYouMean(part, modifiers)}`,
    "The type may be followed, each after a colon, by its arguments (title:string:120), then optional, unique or index.",
  );
}

function isType(name: string): name is FieldType {
  return Object.hasOwn(fieldTypes, name);
}

function typeNames(): readonly string[] {
  return Object.keys(fieldTypes);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function uncapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function wrong(message: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_USAGE", `${message} Nothing was written.`, { hint, exitStatus: 2 });
}
