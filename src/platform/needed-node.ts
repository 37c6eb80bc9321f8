/** The first version of Node that runs TypeScript without a flag or warning, as projects need. */
export const neededNode = [22, 18] as const;

/** @param version `22.18.0`, or `v22.18.0`. */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > neededNode[0] || (major === neededNode[0] && minor >= neededNode[1]);
}
