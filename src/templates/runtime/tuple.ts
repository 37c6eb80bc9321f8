/** A list that prints as `(a, b)`, like Python's tuple. */
export class Tuple extends Array<unknown> {
  /** Its methods return ordinary lists. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  static holding(this: void, items: readonly unknown[]): Tuple {
    const tuple = new Tuple();
    tuple.push(...items);
    return tuple;
  }
}

/** One group of `{% regroup %}`; `{% for grouper, list in groups %}` works too. */
export class Group extends Tuple {
  readonly grouper: unknown;
  readonly list: unknown[];

  private constructor(grouper: unknown, list: unknown[]) {
    super();
    this.grouper = grouper;
    this.list = list;
    this.push(grouper, list);
  }

  static with(grouper: unknown, first: unknown): Group {
    return new Group(grouper, [first]);
  }
}
