/** No row matches; Django's exception of this name. */
export class DoesNotExist extends Error {
  override readonly name = "DoesNotExist";

  constructor(model: string) {
    super(`${model} matching query does not exist.`);
  }
}

/** `get` found more than one row; Django's exception of this name. */
export class MultipleObjectsReturned extends Error {
  override readonly name = "MultipleObjectsReturned";

  constructor(model: string, count: string) {
    super(`get() returned more than one ${model} -- it returned ${count}!`);
  }
}
