/**
 * Whether all form sets are valid; validates each of them in any case.
 *
 * @example
 * if (await allValid([choices, comments])) await question.save();
 */
export async function allValid(
  formsets: Iterable<{ isValid(): Promise<boolean> }>,
): Promise<boolean> {
  const valid: boolean[] = [];
  for (const formset of formsets) valid.push(await formset.isValid());
  return valid.every(Boolean);
}
