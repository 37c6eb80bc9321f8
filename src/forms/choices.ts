/** Normalizes choices. */

/** A value with its label, or a group's name with its choices. */
export type Choice = readonly [value: unknown, label: unknown];

/** Choices, either fixed or created at each access. */
export type Choices = readonly Choice[] | LazyChoices;

type Pair = readonly [value: unknown, label: unknown];
type Mapping = Readonly<Record<string, unknown>> | ReadonlyMap<unknown, unknown>;

/** Choices as input: pairs, groups of pairs, a mapping of either, or a function that returns them. */
export type ChoicesInput = Iterable<Pair> | Mapping | LazyChoices | (() => ChoicesInput);

/** Choices created at each access. */
export abstract class LazyChoices implements Iterable<Choice> {
  abstract [Symbol.iterator](): Iterator<Choice>;
}

class CalledChoices extends LazyChoices {
  readonly #give: () => ChoicesInput;

  constructor(give: () => ChoicesInput) {
    super();
    this.#give = give;
  }

  [Symbol.iterator](): Iterator<Choice> {
    return normalizeChoices(this.#give())[Symbol.iterator]();
  }
}

/** Converts choices to a list of pairs; a group's label is a list of pairs. */
export function normalizeChoices(given: ChoicesInput): Choices {
  if (given instanceof LazyChoices) return given;
  if (typeof given === "function") return new CalledChoices(given);
  return pairsOf(given).map(([value, label]) => [value, groupOf(label)]);
}

function pairsOf(given: Iterable<Pair> | Mapping): readonly Pair[] {
  return Symbol.iterator in given ? [...(given as Iterable<Pair>)] : Object.entries(given);
}

function groupOf(label: unknown): unknown {
  if (Array.isArray(label)) return label;
  if (label instanceof Map) return [...label];
  return typeof label === "object" && label !== null && isPlain(label)
    ? Object.entries(label)
    : label;
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** Whether a label is a group of choices. */
export function isGroup(label: unknown): label is readonly Choice[] {
  return Array.isArray(label);
}
