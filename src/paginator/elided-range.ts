/** Placeholder for omitted numbers. */
export const ELLIPSIS = "…";

/** The whole numbers from one to another, inclusive. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

/** Page numbers with some omitted if there are many. Source: Django, `Paginator.get_elided_page_range`. */
export function elidedRange(
  number: number,
  numPages: number,
  onEachSide: number,
  onEnds: number,
): (number | string)[] {
  if (numPages <= (onEachSide + onEnds) * 2) return range(1, numPages);
  const before =
    number > 1 + onEachSide + onEnds + 1
      ? [...range(1, onEnds), ELLIPSIS, ...range(number - onEachSide, number)]
      : range(1, number);
  const after =
    number < numPages - onEachSide - onEnds - 1
      ? [
          ...range(number + 1, number + onEachSide),
          ELLIPSIS,
          ...range(numPages - onEnds + 1, numPages),
        ]
      : range(number + 1, numPages);
  return [...before, ...after];
}
