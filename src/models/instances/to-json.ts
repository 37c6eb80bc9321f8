import { ObjectFile } from "../../files/index.ts";
import { Duration } from "../../query/index.ts";
import { infoOf } from "../meta/registry.ts";

/**
 * Returns a plain object with some attributes: fields (a foreign key stands for its value), `pk`, or what the class
 * defines.
 *
 * @throws {TypeError} If the model lacks a name, or a relation is not a single value.
 */
export function toJson(
  object: object,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const info = infoOf(object.constructor);
  return Object.fromEntries(
    names.map((name) => {
      const field = info.fields.get(name);
      const attribute = field?.attribute ?? name;
      if (!field && (info.relations.has(name) || !(attribute in object))) {
        throw new TypeError(`toJson(): '${name}' is not a field of ${info.label}.`);
      }
      const value: unknown = Reflect.get(object, attribute);
      if (typeof value === "function") {
        throw new TypeError(`toJson(): '${name}' is a method of ${info.label}.`);
      }
      return [name, plain(value)];
    }),
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Duration) return value.toString();
  if (value instanceof ObjectFile) return value.name;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return typeof value === "bigint" ? value.toString() : value;
}

export function refuseJson(object: object): never {
  const { name } = object.constructor;
  throw new TypeError(
    `Object of type ${name} is not JSON serializable: say which fields to show, as in toJson(["id"]).`,
  );
}
