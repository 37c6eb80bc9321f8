import { Http404 } from "../http/index.ts";
import type { UrlEntry } from "./entries.ts";

/** No pattern matches the path. Answered with 404. */
export class Resolver404 extends Http404 {
  override readonly name = "Resolver404";
  /** The requested path, without its leading slash. */
  readonly path: string;
  readonly #listTried: () => readonly (readonly UrlEntry[])[];

  constructor(path: string, listTried: () => readonly (readonly UrlEntry[])[]) {
    super(`No URL pattern matches ${JSON.stringify(path)}.`);
    this.path = path;
    this.#listTried = listTried;
  }

  /** The patterns that were tried, in order, each preceded by the includes around it. */
  get tried(): readonly (readonly UrlEntry[])[] {
    return this.#listTried();
  }
}

/**
 * No URL can be built for this name with these arguments.
 *
 * @example
 * assert.throws(() => reverse("polls:missing"), NoReverseMatch);
 */
export class NoReverseMatch extends Error {
  override readonly name = "NoReverseMatch";
}
