/** Three-way merging of texts, line by line, as git does. */
import { linesOf, withEnd, type Lines } from "./lines.ts";
import { apart, commonLines, regionsOf, type Region } from "./regions.ts";

/** Three versions of the same thing. */
export interface Versions<T> {
  /** The common origin of the other two. */
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** Names of the versions in conflict markers; one line each. */
export type Labels = Versions<string>;

/** {@link Labels} for versions without a known origin. */
export type TwoLabels = Omit<Labels, "base">;

export interface MergedText {
  readonly text: string;
  /** Number of places where both sides changed the same lines differently. */
  readonly conflicts: number;
}

export interface MergeTextOptions {
  /**
   * Result for lines that one side only added next to lines that the other changed: a `conflict`, as in git,
   * or `both`, in order. Default: `conflict`.
   */
  readonly touching?: "conflict" | "both";
}

/**
 * Merges two versions of a text. Where both changed the same or adjacent lines, the result contains all three
 * versions between markers, in git's `diff3` style:
 *
 *     <<<<<<< yours
 *     what ours has
 *     ||||||| before
 *     what both began with
 *     =======
 *     what theirs has
 *     >>>>>>> mkweb 0.2.0
 *
 * Line ends and byte order mark are those of ours; unchanged lines stay byte for byte as in ours.
 */
export function mergeTexts(
  versions: Versions<string>,
  labels: Labels,
  { touching = "conflict" }: MergeTextOptions = {},
): MergedText {
  return mergeAs(versions, labels, touching);
}

function mergeAs(
  versions: Versions<string>,
  labels: TwoLabels & Partial<Labels>,
  touching: "conflict" | "both",
): MergedText {
  const { base, ours, theirs } = versions;
  if (ours === theirs || base === theirs) return { text: ours, conflicts: 0 };
  const [baseLines, ourLines, theirLines] = [linesOf(base), linesOf(ours), linesOf(theirs)];
  const compared = regionsOf({
    base: baseLines.lines,
    ours: ourLines.lines,
    theirs: theirLines.lines,
  });
  const regions =
    touching === "both" ? compared.flatMap((each) => apart(each, ourLines.lines)) : compared;
  // A text without lines has no line ends to keep.
  const manner = ourLines.lines.length > 0 ? ourLines : theirLines;
  const texts = regions.map((region) => textOf(region, ourLines, manner, labels));
  const conflicts = regions.filter(({ kind }) => kind === "conflict").length;
  return { text: manner.mark + texts.join(""), conflicts };
}

/**
 * Merges two texts without a known origin: lines that only one has stay, in order; where both have different
 * lines in the same place, the result contains both between markers.
 *
 * Line ends and byte order mark are those of ours.
 */
export function mergeTwoTexts(ours: string, theirs: string, labels: TwoLabels): MergedText {
  const base = commonLines(linesOf(ours).lines, linesOf(theirs).lines).join("");
  return mergeAs({ base, ours, theirs }, labels, "conflict");
}

/** Whether a text contains unresolved conflict markers. */
export function hasMarkers(text: string): boolean {
  return /^<{7} .*$[^]*?^={7}\r?$[^]*?^>{7} /m.test(text);
}

function textOf(
  region: Region,
  ours: Lines,
  manner: Lines,
  labels: TwoLabels & Partial<Labels>,
): string {
  if (region.kind === "theirs") return inManner(region.lines, manner);
  const own = ours.written.slice(region.start, region.end).join("");
  if (region.kind === "ours") return own;
  const { eol } = manner;
  return [
    `<<<<<<< ${labels.ours}${eol}`,
    closed(own, eol),
    ...(labels.base === undefined
      ? []
      : [`||||||| ${labels.base}${eol}`, closed(inManner(region.base, manner), eol)]),
    `=======${eol}`,
    closed(inManner(region.theirs, manner), eol),
    `>>>>>>> ${labels.theirs}${eol}`,
  ].join("");
}

function inManner(lines: readonly string[], manner: Lines): string {
  return lines.map((line) => withEnd(line, manner)).join("");
}

/** A marker must begin a line, whatever is before it. */
function closed(text: string, eol: string): string {
  return text === "" || text.endsWith("\n") ? text : text + eol;
}
