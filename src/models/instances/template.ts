import { columnType } from "../../query/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { choiceLabel } from "./choices.ts";

/** Property with which templates look up Django's names. */
export const templateAttribute: unique symbol = Symbol.for("mkweb.templateAttribute") as never;

/**
 * Returns an object's attribute under one of Django's names: fields, `author_id`, `get_status_display`, `book_set`;
 * `undefined` for others, including methods of the class.
 */
export function templateAttributeOf(object: object, name: string): unknown {
  const info = infoOf(object.constructor);
  const field = fieldNamed(info, name);
  if (field) {
    const isItself = name === field.name || camelCase(name) === field.name;
    return isItself && field.target ? relation(object, field.name) : shown(object, field);
  }
  const [, displayed] = /^get_(.+)_display$/.exec(name) ?? [];
  const chosen = displayed === undefined ? undefined : fieldNamed(info, displayed);
  if (chosen) return choiceLabel(chosen, Reflect.get(object, chosen.attribute));
  const bare = bareName(name);
  for (const { accessor } of info.relations.values()) {
    if (accessor !== undefined && bareName(accessor) === bare) return relation(object, accessor);
  }
  return undefined;
}

function fieldNamed({ fields, attributes }: ModelInfo, name: string): FieldInfo | undefined {
  const camel = camelCase(name);
  return fields.get(name) ?? attributes.get(name) ?? fields.get(camel) ?? attributes.get(camel);
}

/** Converts dates, times and decimals, which are texts, so that `|date` and `>` work in templates. */
function shown(object: object, { attribute, type }: FieldInfo): unknown {
  const value: unknown = Reflect.get(object, attribute);
  if (typeof value !== "string") return value;
  if (type.kind === "decimal") return new Decimal(value);
  const tag = tags[type.kind];
  return tag === undefined ? value : new Tagged(tag, value);
}

const tags: Readonly<Record<string, string>> = {
  date: "Temporal.PlainDate",
  time: "Temporal.PlainTime",
};

/** A decimal in the form of decimal libraries, which templates understand. */
class Decimal {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toFixed(places?: number): string {
    return places === undefined
      ? this.#text
      : String(columnType("decimal", { decimalPlaces: places }).prepare(this.#text));
  }

  toString(): string {
    return this.#text;
  }
}

/** A date or time in the form of JavaScript's Temporal, which templates understand. */
class Tagged {
  readonly #tag: string;
  readonly #text: string;

  constructor(tag: string, text: string) {
    this.#tag = tag;
    this.#text = text;
  }

  get [Symbol.toStringTag](): string {
    return this.#tag;
  }

  toString(): string {
    return this.#text;
  }
}

/** Set by `connect.ts`, as objects cannot import relations. */
let relation: (object: object, accessor: string) => unknown = () => undefined;

export function setRelatedAttribute(find: (object: object, accessor: string) => unknown): void {
  relation = find;
}

/** Django's `bookinstance_set` is `bookInstanceSet` here. */
function bareName(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

function camelCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
