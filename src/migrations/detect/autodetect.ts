import { isDeepStrictEqual } from "node:util";
import { labelParts, type FieldState, type ModelState } from "../../schema/index.ts";
import type { Answers } from "./answers.ts";
import {
  addField,
  alterField,
  removeField,
  renameField,
  type OneOff,
} from "../operations/field-operations.ts";
import {
  alterModelOptions,
  alterModelTable,
  alterModelTableComment,
  deleteModel,
} from "../operations/model-operations.ts";
import type { Operation } from "../operations/operation.ts";
import { createWithout } from "./relations-apart.ts";
import type { Models } from "./renamed-models.ts";
import { withFieldRenamed } from "../operations/renamed-field.ts";
import { rulesGone, rulesNew, rulesRenamed } from "./rule-changes.ts";
import { isSameField } from "./same-field.ts";
import { targetsOfField, targetsOfModel } from "./targets.ts";

/**
 * Detects the operations of one app that turn one state into another, like Django's autodetector.
 *
 * @param from State after `detectModelRenames`: a model with another name counts as another model.
 *
 * @example
 * const operations = await detectChanges("polls", new Map(), await currentState(models.models), answers);
 * console.log(operations.map(({ describe }) => describe));
 */
export async function detectChanges(
  app: string,
  from: Models,
  to: Models,
  answers: Answers,
): Promise<readonly Operation[]> {
  const changed: Operation[] = [];
  for (const label of labelsOf(app, to)) {
    const [old, now] = [from.get(label), to.get(label)];
    if (old && now) changed.push(...(await modelChanges(nameOf(label), old, now, answers)));
  }
  return [...newModels(app, from, to), ...changed, ...goneModels(app, from, to)];
}

/** New models, referenced ones first; a relation to a model that does not exist yet is added later. */
function newModels(app: string, from: Models, to: Models): readonly Operation[] {
  const fresh = labelsOf(app, to).filter((label) => !from.has(label));
  const made = new Set<string>();
  const created: Operation[] = [];
  const late: Operation[] = [];
  for (const label of byDependency(fresh, to)) {
    const model = to.get(label);
    if (!model) continue;
    const isLate = (field: FieldState = {}): boolean =>
      targetsOfField(field).some(
        (other) => other !== label && fresh.includes(other) && !made.has(other),
      );
    const putOff = Object.keys(model.fields).filter((name) => isLate(model.fields[name]));
    const { create, complete } = createWithout(nameOf(label), model, putOff);
    created.push(create);
    late.push(...complete);
    made.add(label);
  }
  return [...created, ...late];
}

/** A model is deleted before those it refers to; in a cycle, a relation is removed first. */
function goneModels(app: string, from: Models, to: Models): readonly Operation[] {
  const gone = labelsOf(app, from).filter((label) => !to.has(label));
  const order = byDependency(gone, from).toReversed();
  const cut = order.flatMap((label, at) =>
    Object.entries(from.get(label)?.fields ?? {})
      .filter(([, field]) =>
        targetsOfField(field).some((other) => {
          const place = order.indexOf(other);
          return place >= 0 && place < at;
        }),
      )
      .map(([name]) => removeField(nameOf(label), name)),
  );
  return [...cut, ...order.map((label) => deleteModel(nameOf(label)))];
}

/** Orders models after those they refer to, as far as possible. */
function byDependency(labels: readonly string[], all: Models): readonly string[] {
  const order = new Set<string>();
  const visit = (label: string, trail: readonly string[]): void => {
    const model = all.get(label);
    if (!model || order.has(label) || trail.includes(label)) return;
    const others = targetsOfModel(model).filter((other) => labels.includes(other));
    for (const other of others) visit(other, [...trail, label]);
    order.add(label);
  };
  for (const label of labels) visit(label, []);
  return [...order];
}

async function modelChanges(
  model: string,
  before: ModelState,
  now: ModelState,
  answers: Answers,
): Promise<readonly Operation[]> {
  const moved = before.table === now.table ? [] : [alterModelTable(model, now.table)];
  const { renamed, old } = await fieldRenames(model, before, now, answers);
  const { operations: renamedRules, model: known } = rulesRenamed(model, old, now);
  const changed: Operation[] = [];
  const names = Object.keys(now.fields);
  // A new primary key replaces the old one, which may be removed later.
  const keysFirst = [...names.filter(isKeyOf(now)), ...names.filter((name) => !isKeyOf(now)(name))];
  for (const name of keysFirst) {
    const field = now.fields[name] ?? {};
    const old = known.fields[name];
    if (isSameField(old, field, { name, table: now.table })) continue;
    changed.push(...(await fieldChange(model, name, old, field, answers)));
  }
  const gone = Object.keys(known.fields).filter((name) => !now.fields[name]);
  return [
    ...moved,
    ...renamed,
    ...renamedRules,
    ...rulesGone(model, known, now),
    ...changed,
    ...gone.map((name) => removeField(model, name)),
    ...rulesNew(model, known, now),
    ...metaChanges(model, known, now),
  ];
}

function isKeyOf({ fields }: ModelState): (name: string) => boolean {
  return (name) => fields[name]?.primary === true;
}

function metaChanges(model: string, before: ModelState, now: ModelState): readonly Operation[] {
  const isSame = isDeepStrictEqual(before.options ?? {}, now.options ?? {});
  return [
    ...(isSame ? [] : [alterModelOptions(model, now.options ?? {})]),
    ...(before.comment === now.comment ? [] : [alterModelTableComment(model, now.comment)]),
  ];
}

/** Fields that were renamed, and the model afterwards. */
async function fieldRenames(
  model: string,
  before: ModelState,
  now: ModelState,
  answers: Answers,
): Promise<{ readonly renamed: readonly Operation[]; readonly old: ModelState }> {
  const renamed: Operation[] = [];
  let old = before;
  const take = (from: string, to: string): void => {
    renamed.push(renameField(model, from, to));
    old = withFieldRenamed(old, from, to);
  };
  const gone = (): readonly string[] => Object.keys(old.fields).filter((name) => !now.fields[name]);
  const fresh = (): readonly string[] =>
    Object.keys(now.fields).filter((name) => !old.fields[name]);
  for (const source of gone()) {
    const to = answers.saidRename(`${model}.${source}`, fresh());
    if (to !== undefined) take(source, to);
  }
  for (const name of fresh()) {
    for (const source of gone()) {
      const candidate = withFieldRenamed(old, source, name);
      const place = { name, table: now.table };
      if (!isSameField(candidate.fields[name], now.fields[name], place)) continue;
      if (!(await answers.isRename(model, source, name))) continue;
      take(source, name);
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
  const known = before && isAlterable(before, now) ? before : undefined;
  const once = await oneOff(model, name, known, now, answers);
  if (known) return [alterField(model, name, now, once)];
  return [...(before ? [removeField(model, name)] : []), addField(model, name, now, once)];
}

/**
 * Whether a field can be altered: a table between two models cannot become a column or get its own model, nor
 * the reverse; generated columns are created again.
 */
function isAlterable(before: FieldState, now: FieldState): boolean {
  return (
    (before.kind === "m:n") === (now.kind === "m:n") &&
    (before.through === undefined) === (now.through === undefined) &&
    isDeepStrictEqual(before.generated, now.generated)
  );
}

/** A value for existing rows that the new field would refuse. */
async function oneOff(
  model: string,
  name: string,
  before: FieldState | undefined,
  now: FieldState,
  answers: Answers,
): Promise<OneOff> {
  const { nullable, kind, autoincrement, generated } = now;
  const hasOwn =
    nullable ??
    (kind === "m:n" || autoincrement === true || generated !== undefined || hasDefault(now));
  const hasNulls = before === undefined || before.nullable === true;
  return hasOwn || !hasNulls ? {} : { oneOffDefault: await answers.oneOffDefault(model, name) };
}

function hasDefault({ default: value, dbDefault }: FieldState): boolean {
  return value !== undefined || dbDefault !== undefined;
}

function labelsOf(app: string, state: Models): readonly string[] {
  return [...state.keys()].filter((label) => labelParts(label)[0] === app);
}

function nameOf(label: string): string {
  return labelParts(label)[1];
}
