/**
 * The variables a template sees: a chain of objects without any JavaScript ancestry, so that a name that was
 * not put there is not there.
 */
export type Scope = Record<string, unknown>;

const bottom: Scope = Object.assign(newScope(null), { True: true, False: false, None: null });

/** The variables a render begins with; of two with one name the last counts. */
export function rootScope(...sources: readonly (ContextValues | undefined)[]): Scope {
  const scope = newScope(bottom);
  for (const values of sources) if (values !== undefined) assign(scope, values);
  return scope;
}

/** Variables to render with: a plain object or a map. */
export type ContextValues = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>;

/** Copies variables; getters among them stay getters until they are read. */
export function assign(scope: Scope, values: ContextValues): void {
  if (values instanceof Map) {
    for (const [name, value] of values) define(scope, String(name), value);
    return;
  }
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(values))) {
    if (!property.enumerable) continue;
    if (property.get)
      Object.defineProperty(scope, name, { ...property, get: () => Reflect.get(values, name) });
    else define(scope, name, property.value);
  }
}

/** A scope inside another: what is set there is gone with it. */
export function pushScope(scope: Scope): Scope {
  return newScope(scope);
}

/** Sets a variable in the innermost scope, whatever the outer ones have. */
export function define(scope: Scope, name: string, value: unknown): void {
  const own = Object.getOwnPropertyDescriptor(scope, name);
  if (own === undefined || own.writable === true) scope[name] = value;
  if (!Object.is(scope[name], value)) {
    Object.defineProperty(scope, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}

/** Sets a variable in the scope that has it, or else in the innermost one. */
export function defineUpward(scope: Scope, name: string, value: unknown): void {
  let owner: Scope | null = scope;
  while (owner && !Object.hasOwn(owner, name)) owner = outer(owner);
  define(owner ?? scope, name, value);
}

/** All variables as one object without ancestry. */
export function flatten(scope: Scope): Scope {
  const flat = newScope(null);
  for (const name in scope) flat[name] = scope[name];
  return flat;
}

function outer(scope: Scope): Scope | null {
  const prototype: Scope | null = Object.getPrototypeOf(scope);
  return prototype;
}

function newScope(parent: Scope | null): Scope {
  const scope: Scope = Object.create(parent);
  return scope;
}
