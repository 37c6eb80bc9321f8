/** Defines an own property, even for the name `__proto__`. */
export function setOwn(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

/** Returns an own property; undefined if there is none. */
export function own(target: object, name: string): unknown {
  return Object.hasOwn(target, name) ? Reflect.get(target, name) : undefined;
}

/** Sets a property of a plain object; only `__proto__` needs a definition. */
export function setValue(target: object, name: string, value: unknown): void {
  if (name === "__proto__") setOwn(target, name, value);
  else (target as Record<string, unknown>)[name] = value;
}
