import { Expression } from "../nodes/expression.ts";
import { asQuery } from "../key.ts";

/** Whether the query has a row; it may speak of the row around by `outer("id")`. */
export function exists(query: unknown): Expression {
  return new Expression("exists", "", [requireQuery("exists", query)]);
}

/** The value of the query's first column, of its one row. */
export function subquery(query: unknown): Expression {
  return new Expression("subquery", "", [requireQuery("subquery", query)]);
}

function requireQuery(name: string, value: unknown): unknown {
  const query = asQuery(value);
  if (!query) throw new TypeError(`${name}() takes a query.`);
  return query;
}
