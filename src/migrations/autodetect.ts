import type { FieldState, IndexState, ModelState, State } from "../db/index.ts";
import {
  addField,
  addIndex,
  alterField,
  createModel,
  deleteModel,
  removeField,
  removeIndex,
  renameField,
  type OneOff,
  type Operation,
} from "./operations.ts";

/** What only a person can know. */
export interface Answers {
  /** Whether `to` is the old field `from` of a model under a new name. */
  isRename(model: string, from: string, to: string): Promise<boolean>;
  /** What rows that are there get in a field that takes no null and has no default. */
  oneOffDefault(model: string, field: string): Promise<NonNullable<OneOff["oneOffDefault"]>>;
}

/** The operations of one app that turn one state into another: Django's autodetector, in small. */
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
    const isLate = ({ to: other }: FieldState): boolean =>
      other !== undefined && others.includes(other) && !made.includes(other);
    const entries = Object.entries(model.fields);
    const early = Object.fromEntries(entries.filter(([, field]) => !isLate(field)));
    for (const [name, field] of entries) {
      if (isLate(field)) late.push(addField(nameOf(label), name, field));
    }
    created.push(createModel(nameOf(label), { ...model, fields: early }));
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
  const operations: Operation[] = [];
  const gone = Object.keys(before.fields).filter((name) => !now.fields[name]);
  let old = before;
  for (const [name, field] of Object.entries(now.fields)) {
    const known = before.fields[name];
    if (known && same(known, field)) continue;
    if (known) {
      operations.push(
        alterField(model, name, field, await oneOff(model, name, known, field, answers)),
      );
      continue;
    }
    const source = gone.find((each) => same(before.fields[each], field));
    if (source !== undefined && (await answers.isRename(model, source, name))) {
      operations.push(renameField(model, source, name));
      gone.splice(gone.indexOf(source), 1);
      old = withNames(old, (each) => (each === source ? name : each));
      continue;
    }
    operations.push(
      addField(model, name, field, await oneOff(model, name, undefined, field, answers)),
    );
  }
  return [
    ...indexChanges(model, old, now, "remove"),
    ...operations,
    ...indexChanges(model, old, now, "add"),
    ...gone.map((name) => removeField(model, name)),
  ];
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

function withNames(model: ModelState, rename: (name: string) => string): ModelState {
  const renamed = (all: readonly IndexState[] | undefined) =>
    all?.map((each) => ({ ...each, properties: each.properties.map(rename) }));
  const [indexes, uniques] = [renamed(model.indexes), renamed(model.uniques)];
  return { ...model, ...(indexes && { indexes }), ...(uniques && { uniques }) };
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
  return JSON.stringify(a) === JSON.stringify(b);
}
