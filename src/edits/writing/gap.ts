import type { Span } from "./splice.ts";

/** The text between two items of a list, or between an item and a bracket. */
export interface Gap {
  readonly comma: number | undefined;
  /** Where the item ends for a reader: after its comma and the comments on its line. */
  readonly tail: number;
  readonly lastComment: Span | undefined;
  /** Whether it contains a line break, outside comments. */
  readonly breaksLine: boolean;
}

const lineBreak = /[\n\r\u2028\u2029]/;

/** `next` tells whether another item follows: a comment before it on its line belongs to that item. */
export function readGap(source: string, from: number, to: number, next = false): Gap {
  const token = /\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/|,|[\n\r\u2028\u2029]/g;
  let comma: number | undefined;
  let tail = from;
  let lastComment: Span | undefined;
  let breaksLine = false;
  token.lastIndex = from;
  for (let found = token.exec(source); found && found.index < to; found = token.exec(source)) {
    const start = found.index;
    const end = token.lastIndex;
    if (found[0] === ",") {
      comma = start;
      tail = end;
    } else if (lineBreak.test(found[0]) && !found[0].startsWith("/")) {
      breaksLine = true;
    } else {
      lastComment = { start, end };
      const isAboutNext = next && !lineBreak.test(source.slice(end, to));
      if (!isAboutNext && !lineBreak.test(source.slice(tail, start))) tail = end;
    }
  }
  return { comma, tail, lastComment, breaksLine };
}
