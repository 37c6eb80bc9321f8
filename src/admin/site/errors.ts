/** The model is already registered in the admin. */
export class AlreadyRegistered extends Error {
  override readonly name = "AlreadyRegistered";

  constructor(model: string, admin: string) {
    super(`The model ${model} is already registered with '${admin}'.`);
  }
}

/** The model is not registered in the admin. */
export class NotRegistered extends Error {
  override readonly name = "NotRegistered";

  constructor(model: string) {
    super(`The model ${model} is not registered.`);
  }
}
