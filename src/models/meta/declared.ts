import type { ModelDeclaration } from "./options.ts";
import type { Registry } from "./registry.ts";

const declaration = Symbol("declaration");
const registry = Symbol("registry");

/** Stores the declaration on the class created by `defineModel`; subclasses inherit it. */
export function declare(base: object, declared: ModelDeclaration, own?: Registry): void {
  Object.defineProperty(base, declaration, { value: declared });
  if (own) Object.defineProperty(base, registry, { value: own });
}

/** Returns a model's declaration; `undefined` for anything else. */
export function declarationOf(model: unknown): ModelDeclaration | undefined {
  return typeof model === "function" ? Reflect.get(model, declaration) : undefined;
}

/** Returns the registry of a model outside the project, such as one in a migration. */
export function registryOf(model: unknown): Registry | undefined {
  return typeof model === "function" ? Reflect.get(model, registry) : undefined;
}
