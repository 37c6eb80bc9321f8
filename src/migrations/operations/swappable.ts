import type { ModelState, State } from "../../schema/index.ts";
import type { Operation } from "./operation.ts";

/**
 * Marks operations of a model that a setting may replace, as AUTH_USER_MODEL does. If it does, they change
 * nothing: the model has no table, no content type and no permissions.
 *
 * @example
 * export default defineMigration({
 *   operations: [...swappable("AUTH_USER_MODEL", "auth.User", [renameField("User", "name", "nick")])],
 * });
 */
export function swappable(
  setting: string,
  model: string,
  operations: readonly Operation[],
): readonly Operation[] {
  return operations.map((operation) => ({ ...operation, only: { setting, model } }));
}

/**
 * Depends on the first migration of the app whose model a setting names; Django's `swappable_dependency()`.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [swappableDependency("AUTH_USER_MODEL")],
 *   operations: [
 *     addField("Question", "author", {
 *       kind: "m:1",
 *       to: "settings.AUTH_USER_MODEL",
 *       deleteRule: "cascade",
 *     }),
 *   ],
 * });
 */
export function swappableDependency(setting: string): readonly [app: string, name: string] {
  return [SETTING, setting];
}

const SETTING = "__setting__";

/**
 * The operations that apply in a project: without those of swapped-out models, and with relations `to:
 * "settings.AUTH_USER_MODEL"` resolved to the configured model.
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
  // In a new project, the user model may not have a migration yet; makemigrations then creates it.
  return found ?? named;
}

/** Keys of the preceding migrations, with setting names resolved. */
export function dependenciesFor(
  after: readonly string[],
  settings: object,
  all: readonly { readonly app: string; readonly key: string }[],
): readonly string[] {
  return after.flatMap((key) => {
    if (!key.startsWith(`${SETTING}.`)) return [key];
    const named: unknown = Reflect.get(settings, key.slice(SETTING.length + 1));
    const [app] = String(named).split(".");
    // An app without migrations imposes no dependency.
    return all.find((each) => each.app === app)?.key ?? [];
  });
}
