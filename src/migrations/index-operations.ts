import type { ConstraintState, IndexState } from "../db/index.ts";
import type { Operation } from "./operation.ts";
import { missing, modelChange } from "./state-change.ts";

export function addIndex(model: string, index: IndexState, unique = false): Operation {
  const describe = `Create ${unique ? "unique " : ""}index on ${index.properties.join(", ")} of ${model}`;
  const kind = unique ? "uniques" : "indexes";
  return modelChange("addIndex", [model, index, ...(unique ? [true] : [])], describe, (before) => ({
    ...before,
    [kind]: [...(before[kind] ?? []), index],
  }));
}

export function removeIndex(model: string, index: IndexState, unique = false): Operation {
  const describe = `Remove ${unique ? "unique " : ""}index on ${index.properties.join(", ")} of ${model}`;
  const kind = unique ? "uniques" : "indexes";
  return modelChange(
    "removeIndex",
    [model, index, ...(unique ? [true] : [])],
    describe,
    (before) => {
      const { [kind]: all = [], ...rest } = before;
      const left = all.filter((each) => JSON.stringify(each) !== JSON.stringify(index));
      return left.length > 0 ? { ...rest, [kind]: left } : rest;
    },
  );
}

export function addConstraint(model: string, constraint: ConstraintState): Operation {
  const describe = `Create constraint ${constraint.name} on model ${model}`;
  return modelChange("addConstraint", [model, constraint], describe, (before) => ({
    ...before,
    constraints: [...(before.constraints ?? []), constraint],
  }));
}

export function removeConstraint(model: string, name: string): Operation {
  const describe = `Remove constraint ${name} from model ${model}`;
  return modelChange("removeConstraint", [model, name], describe, (before) => {
    const { constraints = [], ...rest } = before;
    const left = constraints.filter((each) => each.name !== name);
    if (left.length === constraints.length) throw missing(`constraint ${name} of ${model}`);
    return left.length > 0 ? { ...rest, constraints: left } : rest;
  });
}
