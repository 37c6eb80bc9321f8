/**
 * The seed of the first generated file. Always the same files, unless MKWEB_TEST_SEED names others: a
 * number (that of a failure runs its file first), or `random`.
 */
export const firstSeed = chosen(process.env["MKWEB_TEST_SEED"] ?? "1");

function chosen(seed: string): number {
  return seed === "random" ? Date.now() % 1e9 : Number(seed);
}
