import { parseHeaderParameters } from "./header-parameters.ts";

/** One media type of an Accept header, `text/html;level=1;q=0.4`. */
export class MediaType {
  readonly mainType: string;
  readonly subType: string;
  /** Parameters except `q`. */
  readonly rangeParams: ReadonlyMap<string, string>;
  /** Preference, 0 to 1. Default 1. */
  readonly quality: number;

  constructor(text: string) {
    const [fullType, parameters] = parseHeaderParameters(text);
    const slash = fullType.indexOf("/");
    this.mainType = slash === -1 ? fullType : fullType.slice(0, slash);
    this.subType = slash === -1 ? "" : fullType.slice(slash + 1);
    this.rangeParams = new Map([...parameters].filter(([name]) => name !== "q"));
    this.quality = qualityOf(parameters.get("q"));
  }

  /** 0 for any type, 1 for any subtype, 2 for a type, 3 for a type with parameters. */
  get specificity(): number {
    if (this.mainType === "*") return 0;
    if (this.subType === "*") return 1;
    return this.rangeParams.size === 0 ? 2 : 3;
  }

  match(other: MediaType): boolean {
    if (!this.mainType || !this.subType || !other.mainType || !other.subType) return false;
    if (!overlap(this.mainType, other.mainType) || !overlap(this.subType, other.subType)) {
      return false;
    }
    const [mine, theirs] = [this.rangeParams, other.rangeParams];
    if (mine.size > 0 && theirs.size === 0) return true;
    return (
      mine.size === theirs.size && [...mine].every(([name, value]) => theirs.get(name) === value)
    );
  }

  toString(): string {
    const parameters = Array.from(this.rangeParams, ([name, value]) => `; ${name}=${value}`);
    return `${this.mainType}/${this.subType}${parameters.join("")}`;
  }
}

/** Parses an Accept header, preferred types first; refused ones (`q=0`) are left out. */
export function parseAccept(header: string): MediaType[] {
  return header
    .split(",")
    .filter((token) => token.trim() !== "")
    .map((token) => new MediaType(token))
    .filter(({ quality }) => quality !== 0)
    .sort((one, other) => other.quality - one.quality || other.specificity - one.specificity);
}

/** Returns the accepted type that matches `mediaType` most specifically. */
export function acceptedType(
  accepted: readonly MediaType[],
  mediaType: string,
): MediaType | undefined {
  const wanted = new MediaType(mediaType);
  return accepted
    .toSorted((one, other) => other.specificity - one.specificity || other.quality - one.quality)
    .find((each) => wanted.match(each));
}

/** Which of these types is wanted most; `undefined` when none is accepted. */
export function preferredType(
  accepted: readonly MediaType[],
  mediaTypes: readonly string[],
): string | undefined {
  let best: string | undefined;
  let bestRank = Infinity;
  for (const mediaType of mediaTypes) {
    const found = acceptedType(accepted, mediaType);
    const rank = found ? accepted.indexOf(found) : Infinity;
    if (rank < bestRank) [best, bestRank] = [mediaType, rank];
  }
  return best;
}

function overlap(one: string, other: string): boolean {
  return one === other || one === "*" || other === "*";
}

function qualityOf(text: string | undefined): number {
  const quality =
    text === undefined || !/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(text)
      ? 1
      : Number(text);
  return quality < 0 || quality > 1 ? 1 : Math.round(quality * 1000) / 1000;
}
