import type { ModelDeclaration } from "./options.ts";
import type { Registry } from "./registry.ts";

const declaration = Symbol("declaration");
const registry = Symbol("registry");

/** Notes on the class that `defineModel` makes what was declared; classes that extend it inherit the note. */
export function declare(base: object, declared: ModelDeclaration, own?: Registry): void {
  Object.defineProperty(base, declaration, { value: declared });
  if (own) Object.defineProperty(base, registry, { value: own });
}

/** What was declared of a model; `undefined` for anything else. */
export function declarationOf(model: unknown): ModelDeclaration | undefined {
  return typeof model === "function" ? Reflect.get(model, declaration) : undefined;
}

/** The registry of a model that is not the project's, as one that a migration sees. */
export function registryOf(model: unknown): Registry | undefined {
  return typeof model === "function" ? Reflect.get(model, registry) : undefined;
}
