import { headOf } from "./node.ts";

/**
 * A condition on a field other than equality, or a part of the field's value with a condition of its own. Only
 * functions make one, so nothing that comes from a request, parsed JSON among it, is ever taken for an operator.
 */
export class Lookup {
  /** Django's name in camel case: `gt`, `iContains`, `isNull`, `year`. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly head: string;

  constructor(name: string, args: readonly unknown[]) {
    this.name = name;
    this.args = args;
    this.head = headOf("lookup", name, args.length);
  }

  /** @throws {TypeError} Always: inside a JSON value it would be lost; {@link json} takes conditions. */
  toJSON(): never {
    throw new TypeError("A JSON value cannot hold a condition; write json({ ... }) around it.");
  }

  withArgs(args: readonly unknown[]): Lookup {
    return new Lookup(this.name, args);
  }
}
