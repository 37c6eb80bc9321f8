import { p, wrap, type EntityMetadata } from "@mikro-orm/core";
import { describing, descriptionOf, type FieldOptions } from "./field-options.ts";

/** A field that holds the moment of saving: of every time, or of the first. */
export type MomentOptions = FieldOptions<Date> &
  (
    | { readonly autoNow: true; readonly autoNowAdd?: false }
    | { readonly autoNowAdd: true; readonly autoNow?: false }
  );

/** A moment, as a Date. */
export function datetime(options: MomentOptions): ReturnType<typeof stamped>;
export function datetime(options?: FieldOptions<Date>): ReturnType<typeof plain>;
export function datetime(options: FieldOptions<Date> | MomentOptions = {}): unknown {
  return isStamped(options) ? stamped(options) : plain(options);
}

function isStamped(options: FieldOptions<Date> | MomentOptions): options is MomentOptions {
  return ["autoNow", "autoNowAdd"].some((option) => Reflect.get(options, option) === true);
}

const plain = (options: FieldOptions<Date>) => describing("datetime", options, p.datetime());

/** Nobody fills it in, so `fullClean` lets it be empty. MikroORM sets it where it saves by itself. */
const stamped = (options: MomentOptions) => {
  const field = p.datetime().onCreate(now);
  return describing(
    "datetime",
    { ...options, blank: true },
    options.autoNow ? field.onUpdate(now) : field,
  );
};

const now = (): Date => new Date();

/**
 * Sets the fields of an object that hold the moment of saving, whatever they held before.
 *
 * Source: Django, `DateTimeField.pre_save`.
 */
export function setMoments(entity: object, isNew: boolean): void {
  const { always, atFirst } = momentsOf(wrap(entity, true).__meta);
  if (always.length === 0 && atFirst.length === 0) return;
  const moment = now();
  for (const field of always) Reflect.set(entity, field, moment);
  if (isNew) for (const field of atFirst) Reflect.set(entity, field, moment);
}

interface Moments {
  /** Set whenever the object is saved. */
  readonly always: readonly string[];
  readonly atFirst: readonly string[];
}

const known = new WeakMap<EntityMetadata, Moments>();

function momentsOf(meta: EntityMetadata): Moments {
  const before = known.get(meta);
  if (before) return before;
  const named = (option: "autoNow" | "autoNowAdd"): string[] =>
    meta.props
      .filter((property) => descriptionOf(property)?.[option] === true)
      .map(({ name }) => name);
  const found = { always: named("autoNow"), atFirst: named("autoNowAdd") };
  known.set(meta, found);
  return found;
}
