import { isDeepStrictEqual } from "node:util";
import type { FieldState, IndexState, ModelState, State } from "../db/index.ts";
import type { Answers } from "./answers.ts";
import { addField, alterField, removeField, renameField, type OneOff } from "./field-operations.ts";
import { addConstraint, addIndex, removeConstraint, removeIndex } from "./index-operations.ts";
import { alterModelTable, deleteModel } from "./model-operations.ts";
import type { Operation } from "./operation.ts";
import { createWithout } from "./relations-apart.ts";
import { withFieldRenamed } from "./renamed-field.ts";

/**
 * The operations of one app that turn one state into another: Django's autodetector, in small.
 *
 * @param from After `detectModelRenames`: a model of another name is another model here.
 */
export async function detectChanges(
  app: string,
  from: State,
  to: State,
  answers: Answers,
): Promise<readonly Operation[]> {
  const changed: Operation[] = [];
  for (const label of labelsOf(app, to)) {
    const [old, now] = [from[label], to[label]];
    if (old && now) changed.push(...(await modelChanges(nameOf(label), old, now, answers)));
  }
  const gone = labelsOf(app, from).filter((label) => !to[label]);
  return [
    ...newModels(app, from, to),
    ...changed,
    ...gone.map((label) => deleteModel(nameOf(label))),
  ];
}

/** New models, referenced ones first; a relation to one that is not there yet is added afterwards. */
function newModels(app: string, from: State, to: State): readonly Operation[] {
  const fresh = labelsOf(app, to).filter((label) => !from[label]);
  const made: string[] = [];
  const created: Operation[] = [];
  const late: Operation[] = [];
  const visit = (label: string, trail: readonly string[]): void => {
    const model = to[label];
    if (!model || made.includes(label) || trail.includes(label)) return;
    const others = targetsOf(model).filter((other) => other !== label && fresh.includes(other));
    for (const other of others) visit(other, [...trail, label]);
    const isLate = ({ to: other }: FieldState = {}): boolean =>
      other !== undefined && others.includes(other) && !made.includes(other);
    const putOff = Object.keys(model.fields).filter((name) => isLate(model.fields[name]));
    const { create, complete } = createWithout(nameOf(label), model, putOff);
    created.push(create);
    late.push(...complete);
    made.push(label);
  };
  for (const label of fresh) visit(label, []);
  return [...created, ...late];
}

async function modelChanges(
  model: string,
  before: ModelState,
  now: ModelState,
  answers: Answers,
): Promise<readonly Operation[]> {
  const moved = before.table === now.table ? [] : [alterModelTable(model, now.table)];
  const { renamed, old } = await fieldRenames(model, before, now, answers);
  const operations: Operation[] = [];
  for (const [name, field] of Object.entries(now.fields)) {
    operations.push(...(await fieldChange(model, name, old.fields[name], field, answers)));
  }
  const gone = Object.keys(old.fields).filter((name) => !now.fields[name]);
  return [
    ...moved,
    ...renamed,
    ...constraintChanges(model, old, now, "remove"),
    ...indexChanges(model, old, now, "remove"),
    ...operations,
    ...gone.map((name) => removeField(model, name)),
    ...indexChanges(model, old, now, "add"),
    ...constraintChanges(model, old, now, "add"),
  ];
}

/** New fields that are gone ones under another name, and the model as it is then. */
async function fieldRenames(
  model: string,
  before: ModelState,
  now: ModelState,
  answers: Answers,
): Promise<{ readonly renamed: readonly Operation[]; readonly old: ModelState }> {
  const renamed: Operation[] = [];
  let old = before;
  for (const [name, field] of Object.entries(now.fields)) {
    if (before.fields[name]) continue;
    for (const source of Object.keys(old.fields).filter((each) => !now.fields[each])) {
      const candidate = withFieldRenamed(old, source, name);
      if (!same(candidate.fields[name], field)) continue;
      if (!(await answers.isRename(model, source, name))) continue;
      renamed.push(renameField(model, source, name));
      old = candidate;
      break;
    }
  }
  return { renamed, old };
}

async function fieldChange(
  model: string,
  name: string,
  before: FieldState | undefined,
  now: FieldState,
  answers: Answers,
): Promise<readonly Operation[]> {
  if (before && same(before, now)) return [];
  // A table between two models cannot become a column, nor the other way round.
  const isSameKind = before && (before.kind === "m:n") === (now.kind === "m:n");
  const known = isSameKind ? before : undefined;
  const once = await oneOff(model, name, known, now, answers);
  if (known) return [alterField(model, name, now, once)];
  return [...(before ? [removeField(model, name)] : []), addField(model, name, now, once)];
}

/** A value for the rows there are, where the new field would refuse them. */
async function oneOff(
  model: string,
  name: string,
  before: FieldState | undefined,
  now: FieldState,
  answers: Answers,
): Promise<OneOff> {
  const refusesNull = !now.nullable && now.default === undefined && now.kind !== "m:n";
  const hasNulls = before === undefined || before.nullable === true;
  return refusesNull && hasNulls ? { oneOffDefault: await answers.oneOffDefault(model, name) } : {};
}

function indexChanges(
  model: string,
  before: ModelState,
  now: ModelState,
  kind: "add" | "remove",
): readonly Operation[] {
  return (["indexes", "uniques"] as const).flatMap((list) => {
    const [had, has] = [before[list] ?? [], now[list] ?? []];
    const missing = (all: readonly IndexState[]) => (each: IndexState) =>
      !all.some((other) => same(each, other));
    const unique = list === "uniques";
    return kind === "add"
      ? has.filter(missing(had)).map((each) => addIndex(model, each, unique))
      : had.filter(missing(has)).map((each) => removeIndex(model, each, unique));
  });
}

function constraintChanges(
  model: string,
  { constraints: had = [] }: ModelState,
  { constraints: has = [] }: ModelState,
  kind: "add" | "remove",
): readonly Operation[] {
  const [some, others] = kind === "add" ? [has, had] : [had, has];
  const different = some.filter((each) => !others.some((other) => same(each, other)));
  return different.map((each) =>
    kind === "add" ? addConstraint(model, each) : removeConstraint(model, each.name),
  );
}

function targetsOf({ fields }: ModelState): readonly string[] {
  return Object.values(fields).flatMap(({ to }) => (to === undefined ? [] : [to]));
}

function labelsOf(app: string, state: State): readonly string[] {
  return Object.keys(state).filter((label) => label.startsWith(`${app}.`));
}

function nameOf(label: string): string {
  return label.slice(label.indexOf(".") + 1);
}

function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}
