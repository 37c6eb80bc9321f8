import type { Connection } from "../../connections/index.ts";
import { lockOf, type Statement } from "../../schema/index.ts";

/** What a statement costs, where that depends on how many rows there are. */
export interface RowCost {
  /** What is read or written, and who waits: `copies every row of polls_vote`. */
  readonly does: string;
  /** How others would wait less. */
  readonly instead?: string | undefined;
}

/** `undefined` for a statement that takes a moment however many rows there are. */
export function costOf({ sql, was }: Statement, vendor: Connection["vendor"]): RowCost | undefined {
  if (vendor === "sqlite") {
    const [, table] = /^INSERT INTO "new__(.+?)" /.exec(sql) ?? [];
    return table === undefined ? undefined : { does: `copies every row of ${table}` };
  }
  const { lock, cost, instead } = lockOf(sql, was);
  if (cost === "instant") return undefined;
  const does = cost === "scan" ? "reads every row" : "writes every row anew";
  return { does: `${does} under a lock ${lock}`, instead };
}
