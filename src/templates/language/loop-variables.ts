/** Loops whose `forloop` consists of JavaScript variables rather than an object. */

/** A `for` loop whose counters are JavaScript variables. */
export interface LoopVariables {
  readonly index: string;
  readonly length: string;
  /** A `Map` for state that tags keep during the loop; declared when a tag asks for its name. */
  readonly memory: () => string;
  readonly outer: LoopVariables | undefined;
}

/** JavaScript for a member of `forloop`; undefined if that needs an object. */
export function loopMember(loop: LoopVariables, path: readonly string[]): string | undefined {
  const [key, ...rest] = path;
  if (key === "parentloop" && rest.length > 0 && loop.outer) return loopMember(loop.outer, rest);
  if (rest.length > 0) return undefined;
  const { index, length } = loop;
  switch (key) {
    case "counter":
      return `(${index}+1)`;
    case "counter0":
      return index;
    case "revcounter":
      return `(${length}-${index})`;
    case "revcounter0":
      return `(${length}-${index}-1)`;
    case "first":
      return `(${index}===0)`;
    case "last":
      return `(${index}===${length}-1)`;
    default:
      return undefined;
  }
}
