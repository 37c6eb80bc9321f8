/** Finds where three versions of a text agree and where they do not. */
import { diff3MergeRegions, diffIndices } from "node-diff3";

/** A run of lines of the merged text. */
export type Region =
  /** Lines of ours, by position. */
  | { readonly kind: "ours"; readonly start: number; readonly end: number }
  /** Lines of theirs. */
  | { readonly kind: "theirs"; readonly lines: readonly string[] }
  /** Ours and theirs changed the same lines differently. */
  | {
      readonly kind: "conflict";
      readonly start: number;
      readonly end: number;
      readonly base: readonly string[];
      readonly theirs: readonly string[];
    };

export interface Sides {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** From this number of lines, first cuts off the common head and tail: it saves time, but may cost a conflict. */
const LONG = 1000;

/** Steps that take about a second: pairs of equal lines times lines. */
const MOST_STEPS = 2_000_000_000;

/**
 * Compares two versions of a text with their common origin.
 *
 * @returns The merged text in order. Texts too long and repetitive to compare quickly form one conflict where
 *   they differ.
 */
export function regionsOf(sides: Sides): readonly Region[] {
  const head = isLong(sides) ? commonHead(sides) : 0;
  const tail = isLong(sides) ? commonTail(sides, head) : 0;
  const middle: Sides = {
    base: cut(sides.base, head, tail),
    ours: cut(sides.ours, head, tail),
    theirs: cut(sides.theirs, head, tail),
  };
  const { length } = sides.ours;
  const regions = isEndless(middle) ? [wholeConflict(middle)] : compare(middle);
  return [
    { kind: "ours", start: 0, end: head },
    ...regions.map((each) => moved(each, head)),
    { kind: "ours", start: length - tail, end: length },
  ];
}

/** The lines two texts share, in order; none if comparing them would take too long. */
export function commonLines(one: readonly string[], other: readonly string[]): readonly string[] {
  if (steps(one, other) > MOST_STEPS) return [];
  const common: string[] = [];
  let next = 0;
  for (const { buffer1 } of diffIndices([...one], [...other])) {
    common.push(...one.slice(next, buffer1[0]));
    next = buffer1[0] + buffer1[1];
  }
  return [...common, ...one.slice(next)];
}

/**
 * Splits a conflict in which one side only added lines around unchanged ones; any other region stays whole.
 *
 * @param ours All lines of ours.
 */
export function apart(region: Region, ours: readonly string[]): readonly Region[] {
  if (region.kind !== "conflict" || region.base.length === 0) return [region];
  const { start, end, base, theirs } = region;
  const own = ours.slice(start, end);
  const inTheirs = placeIn(theirs, base);
  if (inTheirs !== undefined) {
    return [
      { kind: "theirs", lines: theirs.slice(0, inTheirs) },
      { kind: "ours", start, end },
      { kind: "theirs", lines: theirs.slice(inTheirs + base.length) },
    ];
  }
  const inOurs = placeIn(own, base);
  if (inOurs === undefined) return [region];
  return [
    { kind: "ours", start, end: start + inOurs },
    { kind: "theirs", lines: theirs },
    { kind: "ours", start: start + inOurs + base.length, end },
  ];
}

/** The position of some consecutive lines in others. */
function placeIn(lines: readonly string[], wanted: readonly string[]): number | undefined {
  const last = lines.length - wanted.length;
  for (let at = 0; at <= last; at += 1) {
    if (isSame(lines.slice(at, at + wanted.length), wanted)) return at;
  }
  return undefined;
}

function compare({ base, ours, theirs }: Sides): readonly Region[] {
  const ourPlaces = placesOf(base, ours);
  return diff3MergeRegions([...ours], [...base], [...theirs]).map((region): Region => {
    if (!region.stable) {
      const { aStart: start, aLength, aContent, bContent, oContent } = region;
      const end = start + aLength;
      return isSame(aContent, bContent)
        ? { kind: "ours", start, end }
        : { kind: "conflict", start, end, base: oContent, theirs: bContent };
    }
    const { buffer, bufferStart, bufferLength, bufferContent } = region;
    if (buffer === "b") return { kind: "theirs", lines: bufferContent };
    const start = buffer === "a" ? bufferStart : (ourPlaces[bufferStart] ?? 0);
    return { kind: "ours", start, end: start + bufferLength };
  });
}

/** Positions in ours of the base's unchanged lines. */
function placesOf(base: readonly string[], ours: readonly string[]): readonly number[] {
  const places: number[] = [];
  let shift = 0;
  let next = 0;
  for (const { buffer1, buffer2 } of diffIndices([...base], [...ours])) {
    for (; next < buffer1[0]; next += 1) places[next] = next + shift;
    next = buffer1[0] + buffer1[1];
    shift = buffer2[0] + buffer2[1] - next;
  }
  for (; next < base.length; next += 1) places[next] = next + shift;
  return places;
}

function wholeConflict({ base, ours, theirs }: Sides): Region {
  return { kind: "conflict", start: 0, end: ours.length, base, theirs };
}

function moved(region: Region, by: number): Region {
  return region.kind === "theirs"
    ? region
    : { ...region, start: region.start + by, end: region.end + by };
}

function isLong(sides: Sides): boolean {
  return Object.values(sides).some((lines: readonly string[]) => lines.length > LONG);
}

function commonHead({ base, ours, theirs }: Sides): number {
  const most = Math.min(base.length, ours.length, theirs.length);
  let head = 0;
  while (head < most && base[head] === ours[head] && base[head] === theirs[head]) head += 1;
  return head;
}

function commonTail({ base, ours, theirs }: Sides, head: number): number {
  const most = Math.min(base.length, ours.length, theirs.length) - head;
  const isEqual = (at: number): boolean =>
    base.at(at) === ours.at(at) && base.at(at) === theirs.at(at);
  let tail = 0;
  while (tail < most && isEqual(-1 - tail)) tail += 1;
  return tail;
}

function cut(lines: readonly string[], head: number, tail: number): readonly string[] {
  return lines.slice(head, lines.length - tail);
}

function isEndless({ base, ours, theirs }: Sides): boolean {
  return steps(base, ours) > MOST_STEPS || steps(base, theirs) > MOST_STEPS;
}

/** The number of steps that comparing two texts may take. */
function steps(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of other) counts.set(line, (counts.get(line) ?? 0) + 1);
  const pairs = one.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0);
  return pairs * Math.min(one.length, other.length);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, at) => line === other[at]);
}
