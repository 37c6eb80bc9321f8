/** SQL operators of the comparing lookups, by name. */
export const comparisons: Readonly<Record<string, string>> = {
  exact: "=",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
};
