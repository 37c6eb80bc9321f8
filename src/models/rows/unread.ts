import { fileProperty } from "../instances/files.ts";
import { stateOf, type ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";

type Class = abstract new (...args: never[]) => object;

/**
 * A subclass whose unloaded fields throw when read; assigning them makes them normal. Its objects are instances of the
 * model's class and have it as their constructor.
 */
export function unread(info: ModelInfo, missing: readonly FieldInfo[]): Class {
  const base = info.model as unknown as new (mark: unknown) => ModelBase;
  const attributes = missing.map(({ attribute }) => attribute);
  class Unread extends base {
    constructor(mark: unknown) {
      super(mark);
      stateOf(this).deferred = new Set(attributes);
    }
  }
  Object.defineProperty(Unread.prototype, "constructor", { value: base });
  for (const field of missing) defineUnread(Unread.prototype, field);
  return Unread;
}

function defineUnread(prototype: object, { attribute, label, isFile }: FieldInfo): void {
  Object.defineProperty(prototype, attribute, {
    configurable: true,
    get(this: object) {
      // The prototype itself may be inspected.
      if (this === prototype) return undefined;
      throw new TypeError(
        `${label} was not read: only() or defer() left it out. refreshFromDb({ fields: ["${attribute}"] }) reads it.`,
      );
    },
    set(this: ModelBase, value: unknown) {
      stateOf(this).deferred?.delete(attribute);
      if (isFile) {
        Object.defineProperty(this, attribute, fileProperty(attribute));
        Reflect.set(this, attribute, value);
        return;
      }
      Object.defineProperty(this, attribute, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
  });
}
