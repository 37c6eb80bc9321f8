import type { FieldBuilder } from "../fields/declaration.ts";
import { fileProperty } from "./files.ts";
import { getRelated, setRelated } from "./related-object.ts";
import type { ModelBase } from "./model-base.ts";

/** Defines properties for an object's relations and files. */
export function defineAccessors(
  prototype: object,
  fields: Readonly<Record<string, FieldBuilder>>,
): void {
  for (const [name, { declaration }] of Object.entries(fields)) {
    if (declaration.kind === "file" || declaration.kind === "image") {
      Object.defineProperty(prototype, name, fileProperty(name));
      continue;
    }
    if (!declaration.to && declaration.kind !== "genericForeignKey") continue;
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: ModelBase) {
        return getRelated(this, name);
      },
      set(this: ModelBase, value: unknown) {
        setRelated(this, name, value);
      },
    });
  }
}
