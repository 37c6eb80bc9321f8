import { headOf } from "./node.ts";

/**
 * A condition on a field other than equality, or on a part of its value. Only functions create one, so
 * nothing from a request, such as parsed JSON, can be mistaken for an operator.
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

  /** @throws {TypeError} Always: inside a JSON value it would be lost; use {@link json} for conditions. */
  toJSON(): never {
    throw new TypeError("A JSON value cannot hold a condition; write json({ ... }) around it.");
  }

  withArgs(args: readonly unknown[]): Lookup {
    return new Lookup(this.name, args);
  }
}
