/**
 * The locks and costs of statements in PostgreSQL, derived from their text. The rules follow the manual's
 * pages ALTER TABLE (Notes), Explicit Locking and CREATE INDEX, for PostgreSQL 12 and later.
 */

/** `instant`: changes only catalogues; `scan`: reads every row; `rewrite`: rewrites every row and index. */
export type Cost = "instant" | "scan" | "rewrite";

export interface Lock {
  /** In PostgreSQL's words: `ACCESS EXCLUSIVE` also blocks readers, `SHARE` blocks writers. */
  readonly lock: string;
  readonly cost: Cost;
  /** A way to do the same with less waiting. */
  readonly instead?: string;
}

const EXCLUSIVE = "ACCESS EXCLUSIVE";
const LATER =
  "addConstraint(..., { notValid: true }), then validateConstraint in a later migration";

const instant: Lock = { lock: EXCLUSIVE, cost: "instant" };
const scan: Lock = { lock: EXCLUSIVE, cost: "scan" };

/** The first matching pattern wins. */
const rules: readonly (readonly [pattern: RegExp, lock: Lock])[] = [
  [/^CREATE (?:UNIQUE )?INDEX CONCURRENTLY/, { lock: "SHARE UPDATE EXCLUSIVE", cost: "scan" }],
  [
    /^CREATE (?:UNIQUE )?INDEX/,
    {
      lock: "SHARE",
      cost: "scan",
      instead: "addIndexConcurrently in a migration with atomic: false",
    },
  ],
  [/^DROP INDEX CONCURRENTLY/, { lock: "SHARE UPDATE EXCLUSIVE", cost: "instant" }],
  [/^(?:DROP|ALTER) INDEX/, instant],
  [
    /^(?:UPDATE|INSERT|DELETE)/,
    {
      lock: "ROW EXCLUSIVE",
      cost: "scan",
      instead: "runCode in a separate migration, in batches",
    },
  ],
  [/^(?:CREATE|DROP) TABLE|^COMMENT| RENAME /, instant],
  [/VALIDATE CONSTRAINT/, { lock: "SHARE UPDATE EXCLUSIVE", cost: "scan" }],
  [/FOREIGN KEY .* NOT VALID$/, { lock: "SHARE ROW EXCLUSIVE", cost: "instant" }],
  [/ADD CONSTRAINT \S+ FOREIGN KEY/, { lock: "SHARE ROW EXCLUSIVE", cost: "scan" }],
  [/ADD CONSTRAINT \S+ CHECK .* NOT VALID$/, instant],
  [/ADD CONSTRAINT \S+ CHECK/, { ...scan, instead: LATER }],
  [/ADD CONSTRAINT \S+ (?:UNIQUE|EXCLUDE)|ADD (?:CONSTRAINT \S+ )?PRIMARY KEY/, scan],
  [/SET NOT NULL$/, { ...scan, instead: `${LATER}: a check that it is not null` }],
  [
    /ADD COLUMN .*(?:GENERATED ALWAYS AS .* STORED|AS IDENTITY)/,
    { lock: EXCLUSIVE, cost: "rewrite" },
  ],
  [/ADD COLUMN .* UNIQUE/, scan],
  // A default that differs for each row.
  [
    /ADD COLUMN .* DEFAULT (?!now\(|current_|statement_timestamp)[a-z_]+\(/i,
    { lock: EXCLUSIVE, cost: "rewrite" },
  ],
];

/** @param was The column's old type. Without it, a change of type counts as the most expensive one. */
export function lockOf(sql: string, was?: string): Lock {
  const found = rules.find(([pattern]) => pattern.test(sql));
  if (found) return found[1];
  const type = /ALTER COLUMN \S+ TYPE (.+?)(?: COLLATE| USING|$)/.exec(sql)?.[1];
  if (type === undefined) return instant;
  const keepsBytes = was !== undefined && isBinary(was, type) && !/ USING /.test(sql);
  if (keepsBytes) return / COLLATE /.test(sql) ? scan : instant;
  const instead = "a new field, filled in batches, then the old one removed";
  return { lock: EXCLUSIVE, cost: "rewrite", instead };
}

/** Whether values of both types have the same bytes, so that rows need not be read or changed. */
function isBinary(was: string, now: string): boolean {
  const [from, to] = [was, now].map((type) => ({
    name: type.replace(/\(.*/, ""),
    sizes: (type.match(/\d+/g) ?? []).map(Number),
  }));
  if (!from || !to) return false;
  if (/^(?:text|varchar)$/.test(from.name) && (now === "text" || now === "varchar")) return true;
  const isWider = (from.sizes[0] ?? Infinity) <= (to.sizes[0] ?? 0);
  if (from.name === "varchar" && to.name === "varchar") return isWider;
  const isNumeric = from.name === "numeric" && to.name === "numeric";
  return isNumeric && isWider && from.sizes[1] === to.sizes[1];
}
