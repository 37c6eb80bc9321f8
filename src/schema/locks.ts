/**
 * What a statement locks and costs in PostgreSQL, from its text. The rules are those of the manual's pages
 * ALTER TABLE (Notes), Explicit Locking and CREATE INDEX, for PostgreSQL 12 and later.
 */

/** `instant`: only catalogues; `scan`: every row is read; `rewrite`: every row and index is written anew. */
export type Cost = "instant" | "scan" | "rewrite";

export interface Lock {
  /** As PostgreSQL calls it: `ACCESS EXCLUSIVE` keeps readers waiting too, `SHARE` writers. */
  readonly lock: string;
  readonly cost: Cost;
  /** How the same is done with less waiting. */
  readonly instead?: string;
}

const EXCLUSIVE = "ACCESS EXCLUSIVE";
const LATER =
  "addConstraint(..., { notValid: true }), then validateConstraint in a later migration";

const instant: Lock = { lock: EXCLUSIVE, cost: "instant" };
const scan: Lock = { lock: EXCLUSIVE, cost: "scan" };

/** By the first pattern that fits. */
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
      instead: "runCode in a migration of its own, in batches",
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
  // A default that is another for each row.
  [
    /ADD COLUMN .* DEFAULT (?!now\(|current_|statement_timestamp)[a-z_]+\(/i,
    { lock: EXCLUSIVE, cost: "rewrite" },
  ],
];

/** @param was The column's old type; without it a change of type counts as the worst. */
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

/** Whether values of both types are the same bytes: none need be touched or looked at. */
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
