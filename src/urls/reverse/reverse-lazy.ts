import { reverse, type ReverseLookup } from "../active.ts";
import type { ReverseArguments } from "../registered.ts";

/** The path of a view, looked up each time it is used as a text. {@link reverseLazy} makes it. */
export class LazyUrl {
  readonly #look: () => string;

  constructor(look: () => string) {
    this.#look = look;
  }

  /** @throws {NoReverseMatch} There is no such view, or it does not take these arguments. */
  toString(): string {
    return this.#look();
  }
}

/**
 * The path of a view for a place that is read before the project's URLs are: `successUrl` in a call of `asView()`.
 *
 * @param viewname As {@link reverse} takes it, and so the options.
 *
 * @example
 * path("contact/", FormView.asView({ formClass: ContactForm, successUrl: reverseLazy("thanks") }));
 */
export function reverseLazy<const Name extends string | Function>(
  viewname: Name,
  ...options: ReverseArguments<Name, ReverseLookup>
): LazyUrl {
  return new LazyUrl(() => reverse(viewname, ...options));
}
