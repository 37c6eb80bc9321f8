/** Sets a property of that name and no other: `__proto__` is a name like any. */
export function setOwn(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

/** A property of its own; undefined when there is none. */
export function own(target: object, name: string): unknown {
  return Object.hasOwn(target, name) ? Reflect.get(target, name) : undefined;
}

/** The same for a plain object, whose properties need no definition but for the one name that is not one. */
export function setValue(target: object, name: string, value: unknown): void {
  if (name === "__proto__") setOwn(target, name, value);
  else (target as Record<string, unknown>)[name] = value;
}
