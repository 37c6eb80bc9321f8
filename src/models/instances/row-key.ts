/** Under this name the other end of a relation that is not loaded holds its key. */
export const rowKey: unique symbol = Symbol("key of a row");
