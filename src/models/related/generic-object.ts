/** The other end of a generic foreign key: an object of whatever model. */
export interface GenericObject {
  get(): unknown;
  set(value: unknown): void;
}

type Maker = (object: object, name: string) => GenericObject;

let make: Maker = (object, name) => {
  throw new TypeError(`${object.constructor.name} has no relation '${name}'.`);
};

/** Set by the files that know content types. */
export function setGenericObject(maker: Maker): void {
  make = maker;
}

export function genericObject(object: object, name: string): GenericObject {
  return make(object, name);
}
