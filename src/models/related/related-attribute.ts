import { ModelBase } from "../instances/model-base.ts";
import { getRelated } from "../instances/related-object.ts";
import { infoOf } from "../meta/registry.ts";
import { columnNameOf } from "../meta/names.ts";

/**
 * What a relation leads to that the object's class declares no name for, under Django's name of it:
 * `book_set`; `undefined` if there is none.
 */
export function relatedAttribute(object: object, name: string): unknown {
  if (!(object instanceof ModelBase)) return undefined;
  for (const { accessor } of infoOf(object.constructor).relations.values()) {
    if (accessor === undefined || ![accessor, columnNameOf(accessor)].includes(name)) continue;
    return getRelated(object, accessor);
  }
  return undefined;
}
