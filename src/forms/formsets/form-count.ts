/** The number of forms in a form set, and its limits. */

/** Settings of the form set's class. */
interface CountSettings {
  readonly extra: number;
  readonly minNum: number;
  readonly maxNum: number;
  readonly absoluteMax: number;
  readonly validateMin: boolean;
  readonly validateMax: boolean;
}

/** Returns how many forms to show, of which `initial` are for existing data. */
export function countToShow(initial: number, { minNum, maxNum, extra }: CountSettings): number {
  const total = Math.max(initial, minNum) + extra;
  if (initial > maxNum && maxNum >= 0) return initial;
  return total > maxNum && maxNum >= 0 ? maxNum : total;
}

interface Counts {
  /** Number in the management form. */
  readonly sent: number;
  /** Number without forms to be deleted. */
  readonly kept: number;
  /** Of these, the number of non-empty forms. */
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
