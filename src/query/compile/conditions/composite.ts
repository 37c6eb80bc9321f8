import { FieldError, ValueError } from "../../errors.ts";
import type { FieldMeta } from "../../meta.ts";
import { Lookup } from "../../nodes/lookup.ts";
import { Slot } from "../../slots.ts";
import { Leaf } from "../compiled.ts";
import type { Scope } from "../scope.ts";

/** The fields of a composite key, if a path of one name leads to it. */
export function compositeParts(
  { meta }: Scope,
  path: readonly string[],
): readonly FieldMeta[] | undefined {
  const { primaryKey } = meta;
  const [name, ...rest] = path;
  const isKey = rest.length === 0 && (name === "pk" || name === primaryKey.name);
  return isKey ? primaryKey.parts : undefined;
}

/**
 * Splits a comparison of a composite key into comparisons of its fields: one list of them, or for isIn()
 * several alternatives. The plan is not cached, as it depends on the number of keys.
 *
 * @throws {ValueError} The value is not a list of the same length. {@link FieldError}: any other comparison.
 */
export function compositeLeaves(
  scope: Scope,
  parts: readonly FieldMeta[],
  value: unknown,
): readonly (readonly Leaf[])[] {
  const { compilation, meta } = scope;
  compilation.cacheable = false;
  const isAmong = value instanceof Lookup && value.name === "isIn";
  const given: unknown = value instanceof Lookup ? value.args[0] : value;
  if (value instanceof Lookup && !isAmong && value.name !== "exact") {
    throw new FieldError(`${meta.name}: a key of several fields has no lookup "${value.name}".`);
  }
  const plain = given instanceof Slot ? compilation.values[given.at] : given;
  const keys = isAmong ? plain : [plain];
  if (!Array.isArray(keys)) throw new ValueError(`${meta.name}: isIn() takes a list of keys.`);
  return keys.map((key: unknown) => {
    if (!Array.isArray(key) || key.length !== parts.length) {
      const names = parts.map(({ name }) => name).join(", ");
      throw new ValueError(`${meta.name}: the key is a list of ${names}.`);
    }
    return parts.map((part, at) => new Leaf([part.name], key[at]));
  });
}
