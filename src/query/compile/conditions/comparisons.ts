/** The operators of lookups that compare, by their names. */
export const comparisons: Readonly<Record<string, string>> = {
  exact: "=",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
};
