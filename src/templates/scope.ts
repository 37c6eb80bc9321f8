/** Variables for rendering: a plain object or a map. */
export type ContextValues = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>;

/** A variable whose value is computed when it is read. */
class Getter {
  readonly read: () => unknown;

  constructor(read: () => unknown) {
    this.read = read;
  }
}

/**
 * The variables of a template: those set here, and those of outer scopes. Inheriting objects would do the
 * same, but an engine gives each its own shape, which makes lookups slow.
 */
export class Scope {
  readonly #outer: Scope | undefined;
  /** Created when something is set: most scopes belong to included templates that set nothing. */
  #values: Map<string, unknown> | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  /** A variable's value, without calling functions; `undefined` if it does not exist. */
  get(name: string): unknown {
    const value = Scope.#owner(this, name)?.get(name);
    return value instanceof Getter ? value.read() : value;
  }

  has(name: string): boolean {
    return Scope.#owner(this, name) !== undefined;
  }

  /** Sets a variable in this scope, whatever outer scopes contain. */
  set(name: string, value: unknown): void {
    this.#values ??= new Map();
    this.#values.set(name, value);
  }

  /** Sets a variable in the scope that has it, or else in this one. */
  setUpward(name: string, value: unknown): void {
    const owner = Scope.#owner(this, name);
    if (owner && owner !== bottom.#values) owner.set(name, value);
    else this.set(name, value);
  }

  /** Copies variables; getters stay getters until they are read. */
  assign(values: ContextValues): void {
    if (values instanceof Map) {
      for (const [name, value] of values) this.set(String(name), value);
      return;
    }
    for (const name of Object.keys(values)) {
      const read = (): unknown => Reflect.get(values, name);
      const isGetter = Object.getOwnPropertyDescriptor(values, name)?.get !== undefined;
      this.set(name, isGetter ? new Getter(read) : read());
    }
  }

  /** All variables as one object without prototype. */
  flatten(): Record<string, unknown> {
    const flat: Record<string, unknown> = this.#outer?.flatten() ?? Object.create(null);
    for (const name of this.#values?.keys() ?? []) flat[name] = this.get(name);
    return flat;
  }

  /** The variables of the innermost scope with this name. */
  static #owner(innermost: Scope, name: string): Map<string, unknown> | undefined {
    let scope: Scope | undefined = innermost;
    while (scope !== undefined && scope.#values?.has(name) !== true) scope = scope.#outer;
    return scope === undefined ? undefined : scope.#values;
  }
}

const bottom = new Scope();
bottom.assign({ True: true, False: false, None: null });

/** The initial variables of a render; of equal names the last wins. */
export function rootScope(...sources: readonly (ContextValues | undefined)[]): Scope {
  const scope = new Scope(bottom);
  for (const values of sources) if (values !== undefined) scope.assign(values);
  return scope;
}
