/** Sums that say whether two peers have read the same: of numbers, moments in seconds, and lengths of texts. */
interface Digest {
  rows: number;
  title: number;
  votes: number;
  made: number;
  name: number;
}

/** Of a number or truth, itself; of rows, their sums, wherever in an answer they are. */
export function digest(answer: unknown): number | Digest {
  if (typeof answer === "number" || typeof answer === "boolean") return Number(answer);
  const seen: Digest = { rows: 0, title: 0, votes: 0, made: 0, name: 0 };
  see(answer, seen);
  return seen;
}

function see(value: unknown, seen: Digest): void {
  if (Array.isArray(value)) {
    for (const each of value) see(each, seen);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const row = Object.assign(Object.create(null), value);
  if (typeof row.title === "string") {
    seen.title += row.title.length;
    seen.votes += Number(row.votes);
    seen.made += secondsOf(row.made);
  }
  if (typeof row.name === "string") seen.name += row.name.length;
  if (typeof row.title === "string" || typeof row.name === "string") seen.rows += 1;
  for (const nested of [row.books, row.bench_book]) see(nested, seen);
  // Drizzle's joined rows: the other table is no row of its own.
  if (row.bench_author) seen.name += String(row.bench_author.name).length;
}

function secondsOf(moment: unknown): number {
  if (moment instanceof Date) return moment.getTime() / 1000;
  const text = String(moment);
  return Date.parse(/[Z+]/.test(text) ? text : `${text.replace(" ", "T")}Z`) / 1000;
}
