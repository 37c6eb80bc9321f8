/** Inserts an item into a list in the list's own layout. */
import { readGap, type Gap } from "./gap.ts";
import { indentOf, indentStep, lineEnd, lineStart } from "./layout.ts";
import type { Insertion, Span } from "./splice.ts";

/** Position of a list in its source: an array's items, or the names in an import's braces. */
export interface ListPlace {
  /** After the opening bracket. */
  readonly open: number;
  /** Before the closing bracket. */
  readonly close: number;
  readonly items: readonly Span[];
}

/** Inserts `item` before the item at `index`, or at the end if there is none. */
export function insertItem(
  source: string,
  list: ListPlace,
  index: number,
  item: string,
): Insertion[] {
  const at: Place = {
    source,
    list,
    item,
    eol: lineEnd(source, list.open, list.close),
    previous: list.items[index - 1],
    next: list.items[index],
  };
  if (list.items.length === 0) return intoEmpty(at);
  if (at.next === undefined) return atEnd(at);
  return at.previous === undefined ? atStart(at, at.next) : between(at, at.previous, at.next);
}

interface Place {
  readonly source: string;
  readonly list: ListPlace;
  readonly item: string;
  readonly eol: string;
  readonly previous: Span | undefined;
  readonly next: Span | undefined;
}

function intoEmpty({ source, list, item, eol }: Place): Insertion[] {
  const gap = readGap(source, list.open, list.close);
  const at = gap.lastComment?.end ?? list.open;
  if (!gap.breaksLine) return [{ at, text: (list.close > list.open ? " " : "") + item }];
  const comment = gap.lastComment;
  const indent =
    comment && startsLine(source, comment)
      ? indentOf(source, comment.start)
      : innerIndent(source, list);
  return [{ at, text: `${eol}${indent}${item},` }];
}

function atEnd(place: Place): Insertion[] {
  const { source, list, item, eol, previous } = place;
  if (!previous) return [];
  const gap = readGap(source, previous.end, list.close);
  const ownLine = gap.breaksLine || startsLine(source, previous);
  const leading = leadingComma(source, previous);

  if (gap.comma !== undefined) {
    const before = ownLine ? eol + itemIndent(source, list, previous) : separator(place);
    return [{ at: gap.tail, text: `${before}${item},` }];
  }
  if (leading !== undefined) return [{ at: gap.tail, text: eol + leading + item }];
  if (!ownLine) return [{ at: gap.tail, text: `,${separator(place)}${item}` }];
  return [
    { at: previous.end, text: "," },
    { at: gap.tail, text: eol + itemIndent(source, list, previous) + item },
  ];
}

function atStart(place: Place, next: Span): Insertion[] {
  const { source, list, item, eol } = place;
  const gap = readGap(source, list.open, next.start, true);
  if (gap.breaksLine) {
    return [{ at: gap.tail, text: `${eol}${itemIndent(source, list, next)}${item},` }];
  }
  const second = list.items[1];
  const leading = second && leadingComma(source, second);
  return [{ at: next.start, text: leading === undefined ? `${item}, ` : item + eol + leading }];
}

function between(place: Place, previous: Span, next: Span): Insertion[] {
  const { source, list, item, eol } = place;
  const gap = readGap(source, previous.end, next.start, true);
  const leading = leadingComma(source, next);
  if (leading !== undefined) {
    return [{ at: tailBeforeComma(source, previous, gap), text: eol + leading + item }];
  }
  const before = gap.breaksLine ? eol + itemIndent(source, list, next) : separator(place);
  return [{ at: gap.tail, text: `${before}${item},` }];
}

function tailBeforeComma(source: string, item: Span, gap: Gap): number {
  return gap.comma === undefined ? item.end : readGap(source, item.end, gap.comma).tail;
}

/** The white space and comma that start the item's line, in a list with leading commas. */
function leadingComma(source: string, item: Span): string | undefined {
  const line = source.slice(lineStart(source, item.start), item.start);
  return /^[^\S\n\r]*,[^\S\n\r]*$/.test(line) ? line : undefined;
}

function startsLine(source: string, item: Span): boolean {
  return source.slice(lineStart(source, item.start), item.start).trim() === "";
}

/** The indentation for a line next to the item's. */
function itemIndent(source: string, list: ListPlace, item: Span): string {
  const onFirstLine = lineStart(source, item.start) < list.open;
  return onFirstLine ? innerIndent(source, list) : indentOf(source, item.start);
}

function innerIndent(source: string, list: ListPlace): string {
  return indentOf(source, list.close) + indentStep(source);
}

/** What a one-line list has after its commas. */
function separator({ source, list }: Place): string {
  const [before, last] = list.items.slice(-2);
  if (!before || !last) return " ";
  return /^,\S/.test(source.slice(before.end, last.start + 1)) ? "" : " ";
}
