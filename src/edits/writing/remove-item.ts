/** Removes an item from a list. */
import { readGap } from "./gap.ts";
import { lineStart } from "./layout.ts";
import type { ListPlace } from "./insert-item.ts";
import type { Span } from "./splice.ts";

/**
 * Lists the ways to remove the item at `index`, each as the parts to delete. One of them reverses an
 * insertion; which one depends on the list's earlier layout, so the caller tries them. The first is right for
 * an item that someone else wrote. None deletes more than the item, one comma and white space.
 */
export function removals(source: string, list: ListPlace, index: number): Span[][] {
  const item = list.items[index];
  if (!item) return [];
  const previous = list.items[index - 1];
  const next = list.items[index + 1];
  const after = readGap(source, item.end, next?.start ?? list.close);
  const gapBefore = readGap(source, previous?.end ?? list.open, item.start);
  const before = previous && gapBefore;

  // A comment may end in white space, which belongs to the comment.
  const spaceFrom = Math.max(spaceBefore(source, item.start), gapBefore.lastComment?.end ?? 0);
  const fromSpace = { start: spaceFrom, end: item.end };
  const commaAfter = commaSpan(after.comma);
  const commaBefore = commaSpan(before?.comma);
  const ways: Span[][] = [];
  if (commaAfter) ways.push([fromSpace, commaAfter]);
  if (commaBefore) {
    ways.push([commaBefore, fromSpace]);
    ways.push([{ start: spaceBefore(source, commaBefore.start), end: commaBefore.end }, fromSpace]);
  }
  if (!previous && !next) ways.push([fromSpace], [item]);
  return [tidily(source, item, commaAfter ?? commaBefore, previous === undefined), ...ways];
}

/** The item, its comma, and its line if it contains nothing else; on a shared line, one space. */
function tidily(source: string, item: Span, comma: Span | undefined, isFirst: boolean): Span[] {
  const spans = comma ? [item, comma] : [item];
  const end = comma && comma.start >= item.end ? comma.end : item.end;
  const start = lineStart(source, item.start);
  const startsLine = source.slice(start, item.start).trim() === "";
  const spaceAfter = /^[^\S\n\r]*/.exec(source.slice(end))?.[0].length ?? 0;
  const lineBreak = /^(?:\r\n|\n|\r)/.exec(source.slice(end + spaceAfter))?.[0].length;
  if (startsLine && lineBreak) return [...spans, { start, end: end + spaceAfter + lineBreak }];
  return startsLine || isFirst
    ? [...spans, { start: item.start, end: end + spaceAfter }]
    : [...spans, { start: spaceOnLineBefore(source, item.start), end: item.end }];
}

function commaSpan(comma: number | undefined): Span | undefined {
  return comma === undefined ? undefined : { start: comma, end: comma + 1 };
}

function spaceBefore(source: string, position: number): number {
  return source.slice(0, position).trimEnd().length;
}

function spaceOnLineBefore(source: string, position: number): number {
  return position - (/[^\S\n\r]*$/.exec(source.slice(0, position))?.[0].length ?? 0);
}
