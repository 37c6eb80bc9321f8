/**
 * Connects queries and objects with what depends on them: deletion, prefetching, related managers, validation. They
 * cannot import these without a cycle.
 */
import { deleteObject, deleteSet } from "./deletion/delete.ts";
import type { ModelBase } from "./instances/model-base.ts";
import { addMethods } from "./instances/methods.ts";
import { getRelated } from "./instances/related-object.ts";
import { setRelatedAttribute } from "./instances/template.ts";
import { prefetchInto } from "./prefetch/prefetch-into.ts";
import { setDeleting } from "./queries/deleting.ts";
import { setPrefetching } from "./queries/prefetching.ts";
import { refuseOthers } from "./queries/refuse-others.ts";
import { takeGenericKeys } from "./related/generic-object.ts";
import { setGenericKeys } from "./writing/generic-keys.ts";
import type { CleanOptions, Deleted, DeleteOptions } from "./types/model-object.ts";
import { fullClean } from "./validation/full-clean.ts";
import { validateUnique } from "./validation/unique.ts";

setDeleting(deleteSet);
setPrefetching(prefetchInto);
setGenericKeys(takeGenericKeys);
setRelatedAttribute((object, accessor) => getRelated(object as ModelBase, accessor));

const methods = {
  delete(this: ModelBase, options: DeleteOptions = {}): Promise<Deleted> {
    return deleteObject(this, options);
  },
  fullClean(this: ModelBase, options: CleanOptions = {}): Promise<void> {
    return fullClean(this, options);
  },
  validateUnique(this: ModelBase, options: Pick<CleanOptions, "exclude"> = {}): Promise<void> {
    return validateUnique(this, options);
  },
};
refuseOthers(methods, {
  delete: { most: 1, options: ["using", "keepParents"], later: true },
  fullClean: {
    most: 1,
    options: ["exclude", "validateUnique", "validateConstraints"],
    later: true,
  },
  validateUnique: { most: 1, options: ["exclude"], later: true },
});
addMethods(methods);
