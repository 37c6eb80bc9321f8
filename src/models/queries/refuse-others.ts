/** The arguments of a method. */
interface Takes {
  /** Maximum number of arguments. */
  readonly most: number;
  /** Option names that the last argument may have. */
  readonly options?: readonly string[];
  /** Whether it returns a promise, which then rejects; otherwise it throws. */
  readonly later?: boolean;
}

export type Taken = Readonly<Record<string, Takes>>;

type Method = (this: unknown, ...given: unknown[]) => unknown;

/**
 * Makes methods reject unknown arguments and options, like Python: JavaScript would ignore them, and
 * `delete({ id: 3 })` would delete every row.
 */
export function refuseOthers(methods: object, taken: Taken): void {
  for (const [name, takes] of Object.entries(taken)) {
    const method = Reflect.get(methods, name) as Method;
    const strict: Method = function (...given) {
      const refused = refusalOf(name, takes, given);
      if (refused === undefined) return Reflect.apply(method, this, given);
      if (takes.later) return Promise.reject(refused);
      throw refused;
    };
    Object.defineProperty(strict, "name", { value: name });
    Object.defineProperty(methods, name, {
      value: Object.assign(strict, method),
      writable: true,
      configurable: true,
    });
  }
}

function refusalOf(
  name: string,
  { most, options }: Takes,
  given: readonly unknown[],
): TypeError | undefined {
  if (given.length > most) {
    const count = most === 0 ? "no arguments" : `at most ${most} argument${most > 1 ? "s" : ""}`;
    return new TypeError(`${name}() takes ${count}, and got ${given.length}. Nothing was done.`);
  }
  return options && refusedOptions(name, given[most - 1], options);
}

/** Returns the error for invalid options: an unknown name, or not an object. */
export function refusedOptions(
  name: string,
  given: unknown,
  known: readonly string[],
): TypeError | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== "object" || given === null || Array.isArray(given) || given instanceof Map) {
    return new TypeError(`${name}() takes its options as an object. Nothing was done.`);
  }
  const unknown = Object.keys(given).find((each) => !known.includes(each));
  if (unknown === undefined) return undefined;
  return new TypeError(
    `${name}() has no option '${unknown}'; it has ${known.join(", ")}. Nothing was done.`,
  );
}
