import type { Scope } from "./scope.ts";
import { HOLE, TEXT, concat, fixed, type Sql } from "./sql.ts";

/** LIMIT and OFFSET: parameters, except inside another statement. */
export function limits(scope: Scope): Sql {
  const { low, high, nested } = scope;
  const parts: Sql[] = [];
  if (high !== null) {
    parts.push(
      nested
        ? fixed(` LIMIT ${high - low}`, TEXT)
        : {
            text: ` LIMIT ${scope.dialect.limit(HOLE)}`,
            binds: [(_, edges) => (edges.high ?? 0) - edges.low],
            type: TEXT,
          },
    );
  } else if (low > 0) parts.push(fixed(` LIMIT ${scope.dialect.noLimit}`, TEXT));
  if (low > 0) {
    parts.push(
      nested
        ? fixed(` OFFSET ${low}`, TEXT)
        : { text: ` OFFSET ${HOLE}`, binds: [(_, edges) => edges.low], type: TEXT },
    );
  }
  return concat("", parts, TEXT);
}
