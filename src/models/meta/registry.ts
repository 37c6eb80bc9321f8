import { declarationOf, registryOf } from "./declared.ts";
import type { ModelInfo } from "./model-info.ts";

/** A project's models by label; Django's registry of apps. */
export class Registry {
  readonly #byLabel = new Map<string, ModelInfo>();
  /** By class, as long as the class is in use. */
  readonly #adopted = new WeakMap<object, ModelInfo>();
  readonly #made = new Map<string, ModelInfo>();
  readonly #byClass = new Map<object, ModelInfo>();
  /** Incremented by changes, to invalidate what was derived from all models. */
  version = 0;

  /** The declared models, in order of registration. */
  get models(): readonly ModelInfo[] {
    return [...this.#byLabel.values()];
  }

  add(info: ModelInfo): void {
    this.version += 1;
    this.#byClass.set(info.model, info);
    this.#byLabel.set(info.label.toLowerCase(), info);
  }

  /** Registers an automatic through model. */
  adopt(info: ModelInfo): void {
    this.#adopted.set(info.model, info);
    this.#made.set(info.label.toLowerCase(), info);
  }

  /** Removes all models. */
  clear(): void {
    this.version += 1;
    this.#byLabel.clear();
    this.#byClass.clear();
  }

  /** Returns a model by its label, `library.Book`, ignoring case. */
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

/** The models of the current project. */
export const models = new Registry();

/**
 * Returns a model's metadata.
 *
 * @throws {TypeError} If it is not a model, or belongs to no installed app.
 *
 * @example
 * console.log(infoOf(Question).label); // polls.Question
 */
export function infoOf(model: unknown, given?: Registry): ModelInfo {
  // Called for each object; most belong to a model of the project.
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
  if (!declared || typeof model !== "function") return new TypeError("This is not a model.");
  return new TypeError(
    `${model.name} belongs to no installed app. Export it from the models.ts of an app of INSTALLED_APPS.`,
  );
}
