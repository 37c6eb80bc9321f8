/** How an object of a model tells its model to a query; the room `models` sets it on each class. */
export const metaOf: unique symbol = Symbol.for("mkweb.meta");
