import { labelOf, optionsOf, type ModelClass } from "../definitions.ts";
import type { DeclaredOptions } from "../model-options.ts";
import { conditionState } from "./condition-state.ts";
import type { ConditionState, IndexState } from "../../schema/index.ts";

/** What is declared of a model beside its fields, as plain data. */
export interface DeclaredState {
  readonly indexes?: readonly IndexState[];
  readonly uniques?: readonly IndexState[];
  readonly constraints?: readonly DeclaredConstraint[];
}

export type DeclaredConstraint =
  | { readonly name: string; readonly check: ConditionState }
  | {
      readonly name: string;
      readonly unique: readonly string[];
      readonly condition?: ConditionState;
    };

/** The indexes and constraints declared of a model beside its fields. */
export function declaredState(model: ModelClass): DeclaredState {
  const { indexes = [], uniqueTogether = [], constraints = [] } = optionsOf(model);
  const named = (name: string): string => nameFor(name, labelOf(model));
  return {
    ...(indexes.length > 0 && { indexes: indexes.map((index) => indexState(index, named)) }),
    ...(uniqueTogether.length > 0 && {
      uniques: uniqueTogether.map((names) => ({ properties: names.map(String) })),
    }),
    ...(constraints.length > 0 && {
      constraints: constraints.map((constraint) => constraintState(constraint, named)),
    }),
  };
}

type Index = NonNullable<DeclaredOptions["indexes"]>[number];
type Constraint = NonNullable<DeclaredOptions["constraints"]>[number];

function indexState(index: Index, named: (name: string) => string): IndexState {
  if (!("fields" in index)) return { properties: index.map(String) };
  const { name, fields, condition } = index;
  return {
    ...(name !== undefined && { name: named(name) }),
    properties: fields.map(String),
    ...(condition && { condition: conditionState(condition) }),
  };
}

function constraintState(
  constraint: Constraint,
  named: (name: string) => string,
): DeclaredConstraint {
  const name = named(constraint.name);
  if ("check" in constraint) return { name, check: conditionState(constraint.check) };
  const { unique, condition } = constraint;
  return {
    name,
    unique: unique.map(String),
    ...(condition && { condition: conditionState(condition) }),
  };
}

/** Django's two placeholders, so that an abstract base can name what each of its models has. */
export function nameFor(name: string, label: string): string {
  const [app = "", model = ""] = label.toLowerCase().split(".");
  return name.replaceAll("%(app_label)s", app).replaceAll("%(class)s", model);
}
