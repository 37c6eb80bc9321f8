import type { EntityMetadata, EntityProperty } from "@mikro-orm/core";
import { optionsOf } from "../definitions.ts";
import { descriptionOf } from "../field-options.ts";

/** A model's name for people, in small letters unless it was given. */
export function modelName({ class: model, className }: EntityMetadata): string {
  return optionsOf(model).verboseName ?? inWords(className);
}

/** A field's name for people. */
export function fieldName(property: EntityProperty): string {
  return descriptionOf(property)?.verboseName ?? inWords(property.name);
}

export function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** As Python shows a value. */
export function shown(value: unknown): string {
  if (typeof value !== "string") return String(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  return quote + value.replaceAll("\\", "\\\\") + quote;
}

/** `pubDate` is `pub date`. */
function inWords(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}
