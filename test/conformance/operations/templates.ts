import { FetchSource, HttpRequest } from "../../../src/http/index.ts";
import {
  markSafe,
  parseDate,
  parseDateTime,
  parseTime,
  Tuple,
} from "../../../src/templates/index.ts";
import type { Operation } from "../answer.ts";
import { clockAt, NOW, type Given } from "../protocol.ts";
import { siteOf } from "../site.ts";
import { decodeRecord, decodeValue, plainDecoders, type Decoders } from "../values.ts";

export const templateOperations: Readonly<Record<string, Operation>> = {
  "template.render": async (given, doing) => {
    const clock = clockAt(given.now ?? NOW);
    const site = await siteOf(given, clock);
    try {
      const { engine, settings } = site.application;
      const name = doing["name"];
      const template =
        name === undefined
          ? engine.fromString(String(doing["template"]))
          : engine.getTemplate(String(name));
      const request = requestOf(given, settings);
      const context = decodeRecord(given.context, decoders);
      return { output: await template.render(context, request) };
    } finally {
      site.close();
    }
  },
};

function requestOf(given: Given, settings: HttpRequest["settings"]): HttpRequest | undefined {
  if (given.request === undefined) return undefined;
  const url = new URL(given.request.target ?? "/", "http://testserver");
  return new HttpRequest(new FetchSource(new Request(url)), settings);
}

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

const decoders: Decoders = {
  ...plainDecoders,
  datetime: (iso: string) => parseDateTime(iso),
  date: (iso: string) => parseDate(iso),
  time: (iso: string) => parseTime(iso),
  safe: (html: string) => markSafe(html),
  callable: (value: unknown) => () => decodeValue(value, decoders),
  raises:
    (name: string, { silent = false }: { readonly silent?: boolean }) =>
    () => {
      throw new SilentError(name, silent);
    },
  object: (attributes: Record<string, unknown>, { str }: { readonly str?: string }) => {
    const decoded = decodeRecord(attributes, decoders);
    return str === undefined ? decoded : new Printed(decoded, str);
  },
  tuple: (items: readonly unknown[]) =>
    Tuple.holding(items.map((item) => decodeValue(item, decoders))),
};
