/** What a list's column or a read-only field shows of an object. Source: Django, `lookup_field` and `label_for_field`. */
import type { MaybePromise } from "../http/index.ts";
import {
  DoesNotExist,
  wordsOf,
  type FieldInfo,
  type ManyToManyInfo,
  type ModelInfo,
} from "../models/index.ts";
import { textOf } from "../templates/index.ts";
import { isPromiseLike } from "../values/index.ts";
import type { Displayed, ValueDisplay } from "./display-value.ts";
import type { Display } from "./options/display.ts";
import { withRelations } from "./with-relations.ts";

/** A displayed name with its properties. */
export interface Shown {
  readonly name: string;
  /** Human-readable label. */
  readonly label: string;
  /** The model's own field or many-to-many relation of this name. */
  readonly field: FieldInfo | undefined;
  readonly manyToMany: ManyToManyInfo | undefined;
  readonly display: Display<never> | undefined;
  /** What to order a list by; `undefined` if that is impossible. */
  readonly ordering: string | object | undefined;
  /** Returns an object's value or a promise of it; `undefined` if a path has a gap. */
  readonly read: (object: object) => unknown;
}

/** Knows what names mean: a class of the admin and its model. */
export interface ShownBy {
  readonly opts: ModelInfo;
  readonly displays: Readonly<Record<string, Display<never>>>;
  getEmptyValueDisplay(): string;
}

/**
 * Resolves a name: a field, one of `displays`, a getter or method of the model, a path over relations, or `"__str__"`.
 *
 * @throws {TypeError} If it is none of these.
 */
export function shownOf(admin: ShownBy, name: string): Shown {
  const { opts } = admin;
  const display = Object.hasOwn(admin.displays, name) ? admin.displays[name] : undefined;
  const found = display?.value ? undefined : modelField(opts, name);
  if (found) return { ...found, ...labelled(display, found), name, display };
  const read = display?.value ? ownValue(display, admin) : memberOf(opts, name, admin);
  return {
    name,
    label: display?.description ?? (name === "__str__" ? opts.verboseName : wordsIn(name)),
    field: undefined,
    manyToMany: undefined,
    display,
    ordering: display ? display.ordering : name.includes(".") ? name : undefined,
    read,
  };
}

type Found = Pick<Shown, "field" | "label" | "manyToMany" | "ordering" | "read">;

function modelField(opts: ModelInfo, given: string): Found | undefined {
  const name = given === "pk" ? opts.primaryKey.name : given;
  const field = opts.fields.get(name);
  if (field) {
    const read = (object: object): unknown => Reflect.get(object, name);
    return { field, manyToMany: undefined, label: field.verboseName, ordering: name, read };
  }
  const manyToMany = opts.manyToMany.find((each) => each.name === name);
  if (!manyToMany) return undefined;
  const read = (object: object): unknown => Reflect.get(object, name);
  return { field: undefined, manyToMany, label: manyToMany.verboseName, ordering: undefined, read };
}

function labelled(display: Display<never> | undefined, found: Found) {
  const { description = found.label, ordering = found.ordering } = display ?? {};
  return { label: description, ordering };
}

/** Converts `author.lastName` to `author last name`. */
function wordsIn(name: string): string {
  return name.split(".").map(wordsOf).join(" ");
}

function ownValue(display: Display<never>, admin: ShownBy): Shown["read"] {
  const { value } = display as Display;
  return (object) => value?.(object, admin as never);
}

/** A getter or method of the model, a method of the admin's class for `displays`, or a path. */
function memberOf(opts: ModelInfo, name: string, admin: ShownBy): Shown["read"] {
  if (name === "__str__") return textOf;
  if (name.includes(".")) {
    const path = name.split(".");
    requirePath(opts, name, path);
    return (object) => follow(object, path, 0);
  }
  const own: unknown = Reflect.get(admin, name);
  if (Object.hasOwn(admin.displays, name) && typeof own === "function") {
    return (object) => Reflect.apply(own, admin, [object]) as unknown;
  }
  return (object) => {
    const member: unknown = Reflect.get(object, name);
    if (typeof member === "function") return Reflect.apply(member, object, []) as unknown;
    if (member === undefined && !(name in object)) throw unknownName(opts, name);
    return member;
  };
}

function requirePath(opts: ModelInfo, name: string, [first = ""]: readonly string[]): void {
  if (!opts.relations.has(first) && !(first in opts.model.prototype)) throw unknownName(opts, name);
}

function unknownName(opts: ModelInfo, name: string): TypeError {
  return new TypeError(
    `${opts.label} has no '${name}' to show: name a field, a getter or method of the model, or one of \`displays\`.`,
  );
}

function follow(object: unknown, path: readonly string[], from: number): unknown {
  let at = object;
  for (let next = from; next < path.length; next++) {
    if (isPromiseLike(at)) return at.then((loaded) => follow(loaded, path, next));
    if (at === null || at === undefined) return undefined;
    at = Reflect.get(Object(at), path[next] ?? "");
  }
  return at;
}

export interface DisplayOptions {
  /** Whether files and URLs become links. Default `true`. */
  readonly link?: boolean;
  /** All objects shown: an unloaded relation is loaded for all of them. */
  readonly among?: readonly object[];
}

/** Returns a formatter for a member of objects; it returns a promise only if the value is one. */
export function displayOfShown(
  shown: Shown,
  admin: ShownBy,
  values: ValueDisplay,
  { link = true, among = [] }: DisplayOptions = {},
): (object: object) => MaybePromise<Displayed> {
  const empty = shown.display?.emptyValue ?? admin.getEmptyValueDisplay();
  const show = displayOfValue(shown, values, empty, link);
  const { read } = shown;
  return (object) =>
    withRelations(() => {
      const value = read(object);
      return isPromiseLike(value) ? later(value, show, empty) : show(value);
    }, among);
}

function displayOfValue(
  { field, manyToMany, display }: Shown,
  values: ValueDisplay,
  empty: string,
  link: boolean,
): (value: unknown) => Displayed {
  if (manyToMany) return (value) => values.value(value, empty);
  if (display?.boolean) return (value) => values.boolean(value);
  if (!field) return (value) => values.value(value, empty);
  if (field.related) return (value) => (isNothing(value) ? empty : textOf(value));
  return values.ofField(field, empty, { link });
}

/** A missing related row is shown as empty. */
async function later(
  value: PromiseLike<unknown>,
  show: (value: unknown) => Displayed,
  empty: string,
): Promise<Displayed> {
  try {
    const found = await value;
    return await withRelations(() => show(found));
  } catch (error) {
    if (error instanceof DoesNotExist) return empty;
    throw error;
  }
}

const isNothing = (value: unknown): boolean => value === null || value === undefined;
