import { Expression } from "../nodes/expression.ts";
import { asQuery } from "../key.ts";

/**
 * Whether a query has a row. The query can refer to the outer row by `outer("id")`.
 *
 * @example
 * const prolific = exists(Book.objects.filter({ author: outer("id"), pages: gt(500) }));
 * await Author.objects.filter(prolific);
 */
export function exists(query: unknown): Expression {
  return new Expression("exists", "", [requireQuery("exists", query)]);
}

/**
 * The first column of a query's only row.
 *
 * @example
 * const latest = Book.objects.filter({ author: outer("id") }).orderBy("-published").values("title");
 * await Author.objects.annotate({ latest: subquery(latest.limit(1)) });
 */
export function subquery(query: unknown): Expression {
  return new Expression("subquery", "", [requireQuery("subquery", query)]);
}

function requireQuery(name: string, value: unknown): unknown {
  const query = asQuery(value);
  if (!query) throw new TypeError(`${name}() takes a query.`);
  return query;
}
