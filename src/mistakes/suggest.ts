/**
 * Returns the candidate that a person most likely meant, or `undefined` if none is close: at most one edit
 * per three letters, where swapped neighbours count as one edit and case is ignored. Otherwise, the only
 * candidate that begins with the typed text of three letters or more.
 */
export function suggest(typed: string, candidates: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase();
  const all = [...candidates].filter((each) => each !== typed);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of all) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  if (best !== undefined || wanted.length < 3) return best;
  const [longer, ...others] = all.filter((each) => each.toLowerCase().startsWith(wanted));
  return others.length === 0 ? longer : undefined;
}

/**
 * A question to append to "unknown name" messages, with a leading space; empty if nothing is close.
 *
 * @param shown Formats the candidate. Default: in quotes.
 */
export function didYouMean(
  typed: string,
  candidates: Iterable<string>,
  shown: (meant: string) => string = (meant) => `'${meant}'`,
): string {
  const meant = suggest(typed, candidates);
  return meant === undefined ? "" : ` Did you mean ${shown(meant)}?`;
}

/** Damerau-Levenshtein distance (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, to.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
