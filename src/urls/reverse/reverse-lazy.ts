import { reverse, type ReverseLookup } from "../active.ts";
import type { ReverseArguments } from "../registered.ts";

/** The path of a view, looked up each time it is converted to text. Made by {@link reverseLazy}. */
export class LazyUrl {
  readonly #look: () => string;

  constructor(look: () => string) {
    this.#look = look;
  }

  /** @throws {NoReverseMatch} No view has this name, or it takes other arguments. */
  toString(): string {
    return this.#look();
  }
}

/**
 * Builds the path of a view later, for code that runs before the project's URLs are loaded, such as
 * `successUrl` in a call of `asView()`.
 *
 * @param viewname As in {@link reverse}; so are the options.
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
