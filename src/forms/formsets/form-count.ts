/** How many forms a form set has, and may have. */

/** What the class of the form set says of it. */
interface CountSettings {
  readonly extra: number;
  readonly minNum: number;
  readonly maxNum: number;
  readonly absoluteMax: number;
  readonly validateMin: boolean;
  readonly validateMax: boolean;
}

/** How many forms a page shows, of which `initial` stand for what is there. */
export function countToShow(initial: number, { minNum, maxNum, extra }: CountSettings): number {
  const total = Math.max(initial, minNum) + extra;
  if (initial > maxNum && maxNum >= 0) return initial;
  return total > maxNum && maxNum >= 0 ? maxNum : total;
}

interface Counts {
  /** As the management form says. */
  readonly sent: number;
  /** Without those to be deleted. */
  readonly kept: number;
  /** Of these without the ones left empty. */
  readonly filled: number;
}

interface WrongCount {
  readonly code: "too_many_forms" | "too_few_forms";
  readonly words: string;
  readonly num: number;
}

export function wrongCount(
  { sent, kept, filled }: Counts,
  { validateMax, validateMin, maxNum, minNum, absoluteMax }: CountSettings,
): WrongCount | undefined {
  if ((validateMax && kept > maxNum) || sent > absoluteMax) {
    const forms = maxNum === 1 ? "form" : "forms";
    const words = `Please submit at most %(num)d ${forms}.`;
    return { code: "too_many_forms", words, num: maxNum };
  }
  if (validateMin && filled < minNum) {
    const forms = minNum === 1 ? "form" : "forms";
    const words = `Please submit at least %(num)d ${forms}.`;
    return { code: "too_few_forms", words, num: minNum };
  }
  return undefined;
}
