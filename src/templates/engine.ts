/** Finds, compiles and caches templates. */
import { isPromiseLike } from "../values/index.ts";
import type { ContextProcessor } from "./context-processors.ts";
import { fragmentMemory, type FragmentCache } from "./fragments.ts";
import { SynchronousRenderError, TemplateDoesNotExist, type Tried } from "./errors.ts";
import type { Library } from "./library.ts";
import { builtins, libraries } from "./libraries.ts";
import { FileLoader, type Loader } from "./loaders.ts";
import type { ContextValues } from "./scope.ts";
import { Template, type Origin } from "./template.ts";

/** Options of `{% url %}`. */
export interface ReverseOptions {
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly currentApp?: string;
}

export interface EngineOptions {
  /** Folders of templates, in order: the project's own first, then the apps'. */
  readonly dirs?: readonly (string | URL)[];
  /** Used instead of `dirs`. */
  readonly loaders?: readonly Loader[];
  /** Libraries for `{% load name %}`, in addition to Django's own. */
  readonly libraries?: Readonly<Record<string, Library>>;
  /** Libraries that need no `{% load %}`, in addition to Django's own. */
  readonly builtins?: readonly Library[];
  /** Functions that add variables to templates rendered for a request; later ones win. */
  readonly contextProcessors?: readonly ContextProcessor[];
  /** Whether to escape output. Default true. */
  readonly autoescape?: boolean;
  /** Output for a missing variable; `%s` inserts the variable's name. Default: nothing. */
  readonly stringIfInvalid?: string;
  /** Check for changed template files at each render. Default false: each is read once. */
  readonly debug?: boolean;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** STATIC_URL, or a function from a path to a static file's URL. Default `/static/`. */
  readonly staticUrl?: string | ((path: string) => string);
  /** STATIC_URL, if `staticUrl` is a function. Default `/static/`. */
  readonly staticPrefix?: string;
  /** MEDIA_URL. Default `/`. */
  readonly mediaUrl?: string;
  /** Returns the URL of a view. Without it `{% url %}` is an error. */
  readonly reverse?: (viewName: string, options: ReverseOptions) => string;
  /** Returns the CSRF token of a request; called only if a template uses it. Default: no token. */
  readonly csrfToken?: { run(request: unknown): string }["run"];
  /** TIME_ZONE: the zone in which dates are shown. Default `UTC`. */
  readonly timeZone?: string;
  /** USE_TZ: whether dates are converted to `timeZone`. Default true. */
  readonly useTz?: boolean;
  /** LANGUAGE_CODE. Default `en-us`. */
  readonly languageCode?: string;
  /** LANGUAGES: codes with names, for `{% get_available_languages %}`. Default: only English. */
  readonly languages?: readonly (readonly [string, string])[];
  /** USE_THOUSAND_SEPARATOR. Default false. */
  readonly useThousandSeparator?: boolean;
  /**
   * Returns a cache by name, for `{% cache %}`; `undefined` if it does not exist. Default: the memory of this
   * process, for `default` and `template_fragments`, with 300 fragments each.
   */
  readonly caches?: FragmentCaches;
}

export type FragmentCaches = (name: string) => FragmentCache | Promise<FragmentCache> | undefined;

/**
 * Loads and renders templates.
 *
 * @example
 * const engine = new Engine({ loaders: [new MemoryLoader({ "hello.txt": "Hello {{ name }}!" })] });
 * assert.equal(engine.getTemplate("hello.txt").render({ name: "Ada" }), "Hello Ada!");
 */
export class Engine {
  readonly options: EngineOptions;
  readonly builtins: readonly Library[];
  readonly libraries: ReadonlyMap<string, Library>;
  readonly stringIfInvalid: string;
  readonly debug: boolean;
  readonly useThousandSeparator: boolean;
  readonly languages: readonly (readonly [string, string])[];
  readonly now: () => number;
  /** Values that every render starts with. */
  readonly surroundings: {
    readonly autoescape: boolean;
    readonly useTz: boolean;
    readonly timeZone: string;
    readonly localize: undefined;
    readonly language: string;
  };
  readonly #loaders: readonly Loader[];
  /** Templates by name, unless files may change. */
  readonly #found = new Map<string, Template>();
  readonly #templates = new Map<
    string,
    { readonly version: string; readonly template: Template }
  >();

  constructor(options: EngineOptions = {}) {
    this.options = options;
    this.builtins = [...builtins, ...(options.builtins ?? [])];
    this.libraries = new Map([...libraries, ...Object.entries(options.libraries ?? {})]);
    this.stringIfInvalid = options.stringIfInvalid ?? "";
    this.debug = options.debug ?? false;
    this.useThousandSeparator = options.useThousandSeparator ?? false;
    this.languages = options.languages ?? [["en", "English"]];
    this.now = options.now ?? Date.now;
    this.#loaders = options.loaders ?? [new FileLoader(options.dirs ?? [])];
    this.surroundings = {
      autoescape: options.autoescape ?? true,
      useTz: options.useTz ?? true,
      timeZone: options.timeZone ?? "UTC",
      localize: undefined,
      language: options.languageCode ?? "en-us",
    };
  }

  /**
   * Returns a template by name.
   *
   * @throws {TemplateDoesNotExist} No loader has it; `tried` lists the places.
   * @throws {TemplateSyntaxError} Its source cannot be parsed.
   */
  getTemplate(name: string): Template {
    const known = this.#found.get(name);
    if (known) return known;
    const template = this.findTemplate(name, []);
    if (!this.debug) this.#found.set(name, template);
    return template;
  }

  /** Returns the first existing template of several names. */
  selectTemplate(names: readonly string[]): Template {
    if (names.length === 0) throw new TemplateDoesNotExist("No template names provided", []);
    const chain: TemplateDoesNotExist[] = [];
    for (const name of names) {
      try {
        return this.getTemplate(name);
      } catch (error) {
        if (!(error instanceof TemplateDoesNotExist)) throw error;
        chain.push(error);
      }
    }
    if (chain.length === 1 && chain[0]) throw chain[0];
    const missing = [...new Set(chain.map(({ missing }) => missing))].join(", ");
    throw new TemplateDoesNotExist(
      missing,
      chain.flatMap(({ tried }) => tried),
      chain,
    );
  }

  /** Compiles a text as a template without a name. Never use text that a visitor sent. */
  fromString(source: string): Template {
    return new Template(source, this, { name: "<unknown source>", templateName: undefined });
  }

  /** Finds a template by name outside of these places, so that a template can extend its namesake. */
  findTemplate(name: string, skip: readonly Origin[]): Template {
    const tried: Tried[] = [];
    for (const loader of this.#loaders) {
      for (const place of loader.places(name)) {
        if (skip.some((origin) => origin.name === place)) {
          tried.push({ origin: place, reason: "Skipped to avoid recursion" });
          continue;
        }
        const template = this.#at(loader, place, name);
        if (template) return template;
        tried.push({ origin: place, reason: "Source does not exist" });
      }
    }
    throw new TemplateDoesNotExist(name, tried);
  }

  /** Variables for a request: the results of the context processors and the CSRF token. */
  async process(request: unknown): Promise<ContextValues[]> {
    const parts: ContextValues[] = [this.#requestValues(request)];
    for (const processor of this.options.contextProcessors ?? []) {
      const values = processor(request);
      parts.push(isPromiseLike(values) ? await values : values);
    }
    return parts;
  }

  /** @internal The cache that a `{% cache %}` tag names; otherwise the one for fragments, or the default. */
  fragmentCache(name?: string): ReturnType<FragmentCaches> {
    const { caches = fragmentMemory } = this.options;
    return name === undefined ? (caches("template_fragments") ?? caches("default")) : caches(name);
  }

  /** The same synchronously; a processor that returns a promise is an error. */
  processSync(request: unknown): ContextValues[] {
    const given = (this.options.contextProcessors ?? []).map((processor) => {
      const values = processor(request);
      if (isPromiseLike(values)) throw new SynchronousRenderError("What a context processor gives");
      return values;
    });
    return [this.#requestValues(request), ...given];
  }

  #requestValues(request: unknown): ContextValues {
    const { csrfToken } = this.options;
    return csrfToken ? { request, csrf_token: () => csrfToken(request) } : { request };
  }

  /** The template at a place: from the cache, unless changed files are checked and this one has changed. */
  #at(loader: Loader, place: string, name: string): Template | undefined {
    const key = JSON.stringify([name, place]);
    const known = this.#templates.get(key);
    if (known && !this.debug) return known.template;
    const version = loader.version(place);
    if (version === undefined) return undefined;
    if (known?.version === version) return known.template;
    const source = loader.read(place);
    if (source === undefined) return undefined;
    const template = new Template(source, this, { name: place, templateName: name });
    this.#templates.set(key, { version, template });
    return template;
  }
}
