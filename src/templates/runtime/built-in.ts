/**
 * Whether an object is the prototype of a class that JavaScript or Node brings along: where the search for
 * an attribute ends.
 *
 * Each is asked for by its name when it is met. To list all of them would load what they are made of: only
 * to look at `Response` takes Node 40 ms and 6 MB.
 */
export function isBuiltIn(prototype: object): boolean {
  if (!Object.hasOwn(prototype, "constructor")) return false;
  let known = answers.get(prototype);
  if (known === undefined) answers.set(prototype, (known = isPrototypeOfGlobal(prototype)));
  return known;
}

/** The one whose constructor is an accessor. */
const iterator: object = Object.getPrototypeOf(Object.getPrototypeOf([].values()));
const answers = new WeakMap([[iterator, true]]);

function isPrototypeOfGlobal(object: object): boolean {
  const constructor: unknown = Object.getOwnPropertyDescriptor(object, "constructor")?.value;
  return (
    typeof constructor === "function" &&
    constructor.prototype === object &&
    Object.getOwnPropertyDescriptor(globalThis, constructor.name)?.value === constructor
  );
}
