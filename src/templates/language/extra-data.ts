import type { Parser } from "./parser.ts";

/** What a tag keeps about the template at hand in an object of this class, which is made when it is first asked for. */
export function extraData<Kept extends object>(parser: Parser, Kind: new () => Kept): Kept {
  const known = parser.extraData.get(Kind);
  if (known instanceof Kind) return known;
  const made = new Kind();
  parser.extraData.set(Kind, made);
  return made;
}
