/**
 * Whether an object is the prototype of a class built into JavaScript or Node, where the search for
 * attributes ends.
 *
 * Each is looked up by name when it is met: listing all would load their modules, and reading `Response`
 * alone takes Node 40 ms and 6 MB.
 */
export function isBuiltIn(prototype: object): boolean {
  if (!Object.hasOwn(prototype, "constructor")) return false;
  let known = answers.get(prototype);
  if (known === undefined) answers.set(prototype, (known = isPrototypeOfGlobal(prototype)));
  return known;
}

/** The only one whose constructor is an accessor. */
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
