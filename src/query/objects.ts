/** The property by which a model object tells its model to a query; the room `models` sets it on each class. */
export const metaOf: unique symbol = Symbol.for("mkweb.meta");
