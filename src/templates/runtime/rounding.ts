/** Python's `round()` of a float: to the nearest integer, halves to the even one. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value) + 0;
  return (floor % 2 === 0 ? floor : floor + 1) + 0;
}
