import { declarationOf, registryOf } from "./declared.ts";
import type { ModelInfo } from "./model-info.ts";

/** The models of a project by label; Django's registry of apps. */
export class Registry {
  readonly #byLabel = new Map<string, ModelInfo>();
  /** By their classes, as long as somebody has these. */
  readonly #adopted = new WeakMap<object, ModelInfo>();
  readonly #made = new Map<string, ModelInfo>();
  readonly #byClass = new Map<object, ModelInfo>();
  /** Counts changes, so that what was derived from all models is derived anew. */
  version = 0;

  /** The models that were declared, in the order they came. */
  get models(): readonly ModelInfo[] {
    return [...this.#byLabel.values()];
  }

  add(info: ModelInfo): void {
    this.version += 1;
    this.#byClass.set(info.model, info);
    this.#byLabel.set(info.label.toLowerCase(), info);
  }

  /** Takes in a model that a many-to-many relation made for its rows. */
  adopt(info: ModelInfo): void {
    this.#adopted.set(info.model, info);
    this.#made.set(info.label.toLowerCase(), info);
  }

  /** Forgets every model. */
  clear(): void {
    this.version += 1;
    this.#byLabel.clear();
    this.#byClass.clear();
  }

  /** The model of a label, `library.Book`, in any case. */
  get(label: string): ModelInfo | undefined {
    const key = label.toLowerCase();
    const declared = this.#byLabel.get(key);
    if (declared) return declared;
    const made = this.#made.get(key);
    return made?.autoCreated && this.of(made.autoCreated.model.model) ? made : undefined;
  }

  of(model: object): ModelInfo | undefined {
    return this.#byClass.get(model) ?? this.#adopted.get(model);
  }
}

/** The models of the project that is set up. */
export const models = new Registry();

/**
 * What is known of a model.
 *
 * @throws {TypeError} It is no model, or belongs to no installed app.
 */
export function infoOf(model: unknown, given?: Registry): ModelInfo {
  // Asked for each object: most are of a model of the project.
  const usual = given || typeof model !== "function" ? undefined : models.of(model);
  if (usual) return usual;
  const registry = given ?? registryOf(model) ?? models;
  for (let at = model; typeof at === "function"; at = Object.getPrototypeOf(at)) {
    const info = registry.of(at) ?? models.of(at);
    if (info) return info;
  }
  throw notInstalled(model);
}

function notInstalled(model: unknown): TypeError {
  const declared = declarationOf(model);
  if (!declared || typeof model !== "function") return new TypeError("This is no model.");
  return new TypeError(
    `${model.name} belongs to no installed app. Export it from the models.ts of an app of INSTALLED_APPS.`,
  );
}
