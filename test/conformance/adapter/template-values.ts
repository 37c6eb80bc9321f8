/** The values that templates tell apart from texts: dates, tuples, functions, objects that print themselves. */
import {
  markSafe,
  parseDate,
  parseDateTime,
  parseTime,
  Tuple,
} from "../../../src/templates/index.ts";
import { decodeRecord, decodeValue, plainDecoders, type Decoders } from "./values.ts";

/** An object that prints a text of its own. */
class Printed {
  readonly #text: string;

  constructor(attributes: Record<string, unknown>, text: string) {
    Object.assign(this, attributes);
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

class SilentError extends Error {
  readonly silentVariableFailure: boolean;

  constructor(name: string, silent: boolean) {
    super(name);
    this.name = name;
    this.silentVariableFailure = silent;
  }
}

export const templateDecoders: Decoders = {
  ...plainDecoders,
  datetime: (iso: string) => parseDateTime(iso),
  date: (iso: string) => parseDate(iso),
  time: (iso: string) => parseTime(iso),
  safe: (html: string) => markSafe(html),
  callable: (value: unknown) => () => decodeValue(value, templateDecoders),
  raises:
    (name: string, { silent = false }: { readonly silent?: boolean }) =>
    () => {
      throw new SilentError(name, silent);
    },
  object: (attributes: Record<string, unknown>, { str }: { readonly str?: string }) => {
    const decoded = decodeRecord(attributes, templateDecoders);
    return str === undefined ? decoded : new Printed(decoded, str);
  },
  tuple: (items: readonly unknown[]) =>
    Tuple.holding(items.map((item) => decodeValue(item, templateDecoders))),
};
