/** Three-way merging of texts, line by line, as git does it. */
import { linesOf, withEnd, type Lines } from "./lines.ts";
import { apart, commonLines, regionsOf, type Region } from "./regions.ts";

/** Three versions of one thing. */
export interface Versions<T> {
  /** What both others come from. */
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** What the markers of a conflict call the versions; one line each. */
export type Labels = Versions<string>;

/** As {@link Labels}, where nothing is known of what both come from. */
export type TwoLabels = Omit<Labels, "base">;

export interface MergedText {
  readonly text: string;
  /** How many places are marked because both sides changed the same lines in different ways. */
  readonly conflicts: number;
}

export interface MergeTextOptions {
  /**
   * What becomes of lines that one side only added, right before or behind lines that the other changed:
   * a `conflict`, as git has it, or `both` stay, in their order. Default: `conflict`.
   */
  readonly touching?: "conflict" | "both";
}

/**
 * Merges what two sides made of one text. Where both changed the same lines, or lines that touch, the
 * result holds all three versions between markers, in git's `diff3` style:
 *
 *     <<<<<<< yours
 *     what ours has
 *     ||||||| before
 *     what both began with
 *     =======
 *     what theirs has
 *     >>>>>>> mkweb 0.2.0
 *
 * Line ends and a byte order mark are those of ours, whatever the others have; a line that nobody
 * changed stays byte for byte as ours has it.
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
  // A text without lines has no line ends of its own to keep.
  const manner = ourLines.lines.length > 0 ? ourLines : theirLines;
  const texts = regions.map((region) => textOf(region, ourLines, manner, labels));
  const conflicts = regions.filter(({ kind }) => kind === "conflict").length;
  return { text: manner.mark + texts.join(""), conflicts };
}

/**
 * Puts two texts together of which nobody knows what both come from: lines that one of them has stay, in
 * their order; where both have something of their own in one place, the result holds both between markers.
 *
 * Line ends and a byte order mark are those of ours.
 */
export function mergeTwoTexts(ours: string, theirs: string, labels: TwoLabels): MergedText {
  const base = commonLines(linesOf(ours).lines, linesOf(theirs).lines).join("");
  return mergeAs({ base, ours, theirs }, labels, "conflict");
}

/** Whether a text holds markers of a conflict that nobody has resolved yet. */
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

/** A marker begins a line, whatever stands before it. */
function closed(text: string, eol: string): string {
  return text === "" || text.endsWith("\n") ? text : text + eol;
}
