import type { Connection } from "../../connections/index.ts";
import { lockOf, type Statement } from "../../schema/index.ts";

/** The cost of a statement that depends on the number of rows. */
export interface RowCost {
  /** What is read or written, and who waits: `copies every row of polls_vote`. */
  readonly does: string;
  /** A way to make others wait less. */
  readonly instead?: string | undefined;
}

/** `undefined` for a statement whose time does not depend on the number of rows. */
export function costOf({ sql, was }: Statement, vendor: Connection["vendor"]): RowCost | undefined {
  if (vendor === "sqlite") {
    const [, table] = /^INSERT INTO "new__(.+?)" /.exec(sql) ?? [];
    return table === undefined ? undefined : { does: `copies every row of ${table}` };
  }
  const { lock, cost, instead } = lockOf(sql, was);
  if (cost === "instant") return undefined;
  const does = cost === "scan" ? "reads every row" : "rewrites every row";
  return { does: `${does} under a lock ${lock}`, instead };
}
