import type { Parser } from "./parser.ts";

/** A tag's data about the current template, as an object of this class that is created on first use. */
export function extraData<Kept extends object>(parser: Parser, Kind: new () => Kept): Kept {
  const known = parser.extraData.get(Kind);
  if (known instanceof Kind) return known;
  const made = new Kind();
  parser.extraData.set(Kind, made);
  return made;
}
