/** Property with the key of a related object that is not loaded. */
export const rowKey: unique symbol = Symbol("key of a row");
