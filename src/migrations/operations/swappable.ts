import type { ModelState, State } from "../../schema/index.ts";
import type { Operation } from "./operation.ts";

/**
 * Operations about a model in whose place a setting may name another one, as AUTH_USER_MODEL does. Where it
 * does, they change nothing: the model has no table, no content type and no permissions.
 */
export function swappable(
  setting: string,
  model: string,
  operations: readonly Operation[],
): readonly Operation[] {
  return operations.map((operation) => ({ ...operation, only: { setting, model } }));
}

/** A dependency on the first migration of the app whose model a setting names; Django's `swappable_dependency()`. */
export function swappableDependency(setting: string): readonly [app: string, name: string] {
  return [SETTING, setting];
}

const SETTING = "__setting__";

/**
 * Operations as they are in a project: without those about a model that is swapped out, and with relations
 * `to: "settings.AUTH_USER_MODEL"` to the model that the setting names.
 */
export function operationsFor(
  operations: readonly Operation[],
  settings: object,
): readonly Operation[] {
  return operations
    .filter((each) => !isSwappedOut(each, settings))
    .map((each) => pointed(each, settings));
}

function isSwappedOut({ only }: Operation, settings: object): boolean {
  const named: unknown = only && Reflect.get(settings, only.setting);
  return typeof named === "string" && named.toLowerCase() !== only?.model.toLowerCase();
}

const PREFIX = "settings.";

function pointed(operation: Operation, settings: object): Operation {
  const { change } = operation;
  if (!change || !JSON.stringify(operation.args)?.includes(`"${PREFIX}`)) return operation;
  const resolved: typeof change = (state, app) => {
    const made = change(state, app);
    const delta = Array.from(
      made.delta,
      ([label, model]) => [label, model && withTargets(model, settings, state)] as const,
    );
    return { ...made, delta: new Map(delta) };
  };
  return { ...operation, change: resolved };
}

function withTargets(model: ModelState, settings: object, state: State): ModelState {
  const fields = Object.entries(model.fields).map(([name, field]) => {
    if (!field.to?.startsWith(PREFIX)) return [name, field] as const;
    const setting = field.to.slice(PREFIX.length);
    return [name, { ...field, to: modelNamed(settings, setting, state) }] as const;
  });
  return { ...model, fields: Object.fromEntries(fields) };
}

function modelNamed(settings: object, setting: string, state: State): string {
  const named = String(Reflect.get(settings, setting));
  const found = [...state.keys()].find((label) => label.toLowerCase() === named.toLowerCase());
  // A new project has a model of users before that has a migration, and makemigrations makes it then.
  return found ?? named;
}

/** The keys of migrations that come before, with those that settings name put in. */
export function dependenciesFor(
  after: readonly string[],
  settings: object,
  all: readonly { readonly app: string; readonly key: string }[],
): readonly string[] {
  return after.flatMap((key) => {
    if (!key.startsWith(`${SETTING}.`)) return [key];
    const named: unknown = Reflect.get(settings, key.slice(SETTING.length + 1));
    const [app] = String(named).split(".");
    // An app without migrations has none to wait for.
    return all.find((each) => each.app === app)?.key ?? [];
  });
}
