import {
  createModel,
  FieldBuilder,
  registerModels,
  Registry,
  type AnyModel,
} from "../../models/index.ts";
import { labelParts, type ModelState, type State } from "../../schema/index.ts";
import { builderOf } from "./fields.ts";
import type { HistoricalModel } from "./types.ts";

/**
 * Creates the models of a state together, because they refer to each other.
 *
 * @returns Finds a model by its label, `polls.Question`; throws RangeError if it does not exist.
 */
export function historicalModels(state: State): (label: string) => HistoricalModel {
  const registry = new Registry();
  const classes = new Map<string, AnyModel>();
  const classOf = (label: string): AnyModel => {
    const found = classes.get(label);
    if (found) return found;
    throw new RangeError(`There is no model ${label} at this point of the migrations.`);
  };
  for (const label of parentsFirst(state)) {
    const model = state.get(label);
    if (!model) continue;
    const made = classFor(label, model, { registry, classes, classOf });
    classes.set(label, made);
    registerModels(labelParts(label)[0], [made], registry);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (label) => classOf(label) as unknown as HistoricalModel;
}

interface Making {
  readonly registry: Registry;
  readonly classes: ReadonlyMap<string, AnyModel>;
  readonly classOf: (label: string) => AnyModel;
}

function classFor(
  label: string,
  model: ModelState,
  { registry, classes, classOf }: Making,
): AnyModel {
  const [base] = basesOf(model);
  const parent = base === undefined ? undefined : classes.get(base);
  const fields = Object.entries(model.fields).map(([name, field]) => {
    const builder = builderOf(name, field, classOf);
    const isParentLink = field.kind === "1:1" && field.primary === true && field.to === base;
    return [name, isParentLink ? linkTo(builder) : builder] as const;
  });
  const key = model.primaryKey && compositeKey(model.primaryKey);
  const { ordering, proxy, managed } = model.options ?? {};
  const made: AnyModel = createModel(
    () => made,
    { ...Object.fromEntries(fields), ...(key && { pk: key }) },
    {
      ...(!proxy && { dbTable: model.table }),
      ...(proxy && { proxy }),
      ...(managed === false && { managed }),
      ...(Array.isArray(ordering) && { ordering }),
    },
    { registry, ...(parent && { parent: parent as never }) },
  );
  Object.defineProperty(made, "name", { value: labelParts(label)[1] });
  return made;
}

function linkTo({ declaration }: FieldBuilder): FieldBuilder {
  return new FieldBuilder({ ...declaration, parentLink: true });
}

function compositeKey(parts: readonly string[]): FieldBuilder {
  return new FieldBuilder({ kind: "compositePrimaryKey", parts, primary: true, editable: false });
}

function basesOf({ options }: ModelState): readonly string[] {
  const bases = options?.["bases"];
  return Array.isArray(bases) ? bases.map(String) : [];
}

function parentsFirst(state: State): readonly string[] {
  const order = new Set<string>();
  const visit = (label: string): void => {
    const model = state.get(label);
    if (!model || order.has(label)) return;
    for (const base of basesOf(model)) if (base !== label) visit(base);
    order.add(label);
  };
  for (const label of state.keys()) visit(label);
  return [...order];
}
