import {
  deletionTree,
  infoOf,
  readForText,
  stateOf,
  type ModelBase,
} from "../../../models/index.ts";
import { textOf } from "../../../templates/index.ts";
import { ValidationError } from "../../../validators/index.ts";

/** @throws {ValidationError} If an object is protected from deletion. */
export async function refuseProtected(objects: readonly object[]): Promise<void> {
  for (const object of objects) {
    if (stateOf(object as ModelBase).adding) continue;
    const { protectedObjects } = await deletionTree([object]);
    if (protectedObjects.length === 0) continue;
    await readForText([object, ...protectedObjects]);
    throw new ValidationError(
      "Deleting %(class_name)s %(instance)s would require deleting the following protected related objects: %(related_objects)s",
      {
        code: "deleting_protected",
        params: {
          class_name: infoOf(object.constructor).verboseName,
          instance: textOf(object),
          related_objects: listed(
            protectedObjects.map(
              (each) => `${infoOf(each.constructor).verboseName} ${textOf(each)}`,
            ),
          ),
        },
      },
    );
  }
}

/** `a, b and c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
