import type {
  AnyView,
  HttpRequest,
  HttpResponseBase,
  MaybePromise,
  RequestMatch,
} from "../http/index.ts";
import type { UrlEntry } from "./entries.ts";
import type { Leaf } from "./leaves.ts";

/** The view found for a path, with the captured values. */
export class ResolverMatch implements RequestMatch {
  /** Unnamed groups; empty if there are named ones. */
  readonly args: readonly string[];
  /** The keyword arguments for the view. */
  readonly kwargs: Readonly<Record<string, unknown>>;
  /** The part of {@link kwargs} that the view's own pattern captured. */
  readonly capturedKwargs: Readonly<Record<string, unknown>>;
  readonly #leaf: Leaf;

  constructor(
    leaf: Leaf,
    args: readonly string[],
    kwargs: Readonly<Record<string, unknown>>,
    capturedKwargs: Readonly<Record<string, unknown>>,
  ) {
    this.#leaf = leaf;
    this.args = args;
    this.kwargs = kwargs;
    this.capturedKwargs = capturedKwargs;
  }

  get func(): AnyView {
    return this.#leaf.entry.callback;
  }

  get urlName(): string | undefined {
    return this.#leaf.entry.name;
  }

  /** The matched patterns as written, joined. */
  get route(): string {
    return this.#leaf.route;
  }

  get appNames(): readonly string[] {
    return this.#leaf.appNames;
  }

  get appName(): string {
    return this.#leaf.appNames.join(":");
  }

  get namespaces(): readonly string[] {
    return this.#leaf.namespaces;
  }

  get namespace(): string {
    return this.#leaf.namespaces.join(":");
  }

  /** Namespaces and name for `reverse()`; `undefined` for a pattern without a name. */
  get viewName(): string | undefined {
    return this.#leaf.viewName;
  }

  get extraKwargs(): Readonly<Record<string, unknown>> {
    return this.#leaf.extraKwargs;
  }

  /** The matched pattern, preceded by the includes around it. */
  get tried(): readonly UrlEntry[] {
    return [...this.#leaf.resolvers, this.#leaf.entry];
  }

  /** Calls the view. */
  call(request: HttpRequest, view: AnyView = this.func): MaybePromise<HttpResponseBase> {
    return Reflect.apply(view, undefined, [request, this.kwargs, ...this.args]);
  }
}
