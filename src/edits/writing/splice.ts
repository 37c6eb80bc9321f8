/** Text to insert at an offset of the original; nothing is replaced. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** A part of a text, without `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Insertions at one offset keep their order. */
export function insertAll(source: string, insertions: readonly Insertion[]): string {
  const inOrder = insertions.toSorted((one, other) => one.at - other.at);
  let text = "";
  let done = 0;
  for (const { at, text: inserted } of inOrder) {
    text += source.slice(done, at) + inserted;
    done = at;
  }
  return text + source.slice(done);
}

/** Spans may touch and overlap. */
export function deleteAll(source: string, spans: readonly Span[]): string {
  const inOrder = spans.toSorted((one, other) => one.start - other.start);
  let text = "";
  let done = 0;
  for (const { start, end } of inOrder) {
    if (start > done) text += source.slice(done, start);
    done = Math.max(done, end);
  }
  return text + source.slice(done);
}
