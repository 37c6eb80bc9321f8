/** What of a statement is shown where its values are not. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sqlWithoutValues } from "../../src/server/watch/sql-without-values.ts";

const cases: readonly (readonly [string, string])[] = [
  ["select * from a where b = 'x''y' and c = 12.5", "select * from a where b = ? and c = ?"],
  [
    'select "a1"."b 2" from t1 where x = $1 and y = ?',
    'select "a1"."b 2" from t1 where x = $1 and y = ?',
  ],
  ["select E'a\\'b', $tag$ it's $tag$, $$x$$, x'ff'", "select ?, ?, ?, ?"],
  ["select 1 -- my 'secret\n, 2 /* 'x' */ from t", "select ? \n, ?  from t"],
  ["select -1e10, .5, 0x1F, a[3], col1", "select -?, .?, ?, a[?], col1"],
  ["select 'never closed", "select ?"],
  ["select '\\' || secret", "select ?"],
];

describe("a statement without its values", () => {
  for (const [sql, shown] of cases) {
    it(`is ${JSON.stringify(shown)}`, () => assert.equal(sqlWithoutValues(sql), shown));
  }
});
