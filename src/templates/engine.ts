/** Finds, compiles and keeps templates. */
import { isPromiseLike } from "../values/index.ts";
import type { ContextProcessor } from "./context-processors.ts";
import { fragmentMemory, type FragmentCache } from "./fragments.ts";
import { SynchronousRenderError, TemplateDoesNotExist, type Tried } from "./errors.ts";
import type { Library } from "./library.ts";
import { builtins, libraries } from "./libraries.ts";
import { FileLoader, type Loader } from "./loaders.ts";
import type { ContextValues } from "./scope.ts";
import { Template, type Origin } from "./template.ts";

/** What `{% url %}` asks for. */
export interface ReverseOptions {
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly currentApp?: string;
}

export interface EngineOptions {
  /** Folders to look for templates in, in order: first the project's own, then the apps'. */
  readonly dirs?: readonly (string | URL)[];
  /** Looked at instead of `dirs`. */
  readonly loaders?: readonly Loader[];
  /** What `{% load name %}` can load, besides Django's own. */
  readonly libraries?: Readonly<Record<string, Library>>;
  /** Libraries whose tags and filters need no `{% load %}`, besides Django's own. */
  readonly builtins?: readonly Library[];
  /** Functions that give every template rendered for a request more variables; later ones win. */
  readonly contextProcessors?: readonly ContextProcessor[];
  /** Whether output is escaped. Default true. */
  readonly autoescape?: boolean;
  /** What a missing variable prints; `%s` in it stands for the variable's name. Default nothing. */
  readonly stringIfInvalid?: string;
  /** See changed template files at the next render. Default false: a template is read once. */
  readonly debug?: boolean;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
  /** STATIC_URL, or what gives a static file's URL for its path. Default `/static/`. */
  readonly staticUrl?: string | ((path: string) => string);
  /** STATIC_URL, where `staticUrl` is a function. Default `/static/`. */
  readonly staticPrefix?: string;
  /** MEDIA_URL. Default `/`. */
  readonly mediaUrl?: string;
  /** The URL of a view. Without it `{% url %}` is an error. */
  readonly reverse?: (viewName: string, options: ReverseOptions) => string;
  /** The CSRF token of a request, asked for only when a template uses it. Without it there is none. */
  readonly csrfToken?: { run(request: unknown): string }["run"];
  /** TIME_ZONE: where moments are shown. Default `UTC`. */
  readonly timeZone?: string;
  /** USE_TZ: whether moments are moved to `timeZone`. Default true. */
  readonly useTz?: boolean;
  /** LANGUAGE_CODE. Default `en-us`. */
  readonly languageCode?: string;
  /** LANGUAGES, codes with names, for `{% get_available_languages %}`. Default English alone. */
  readonly languages?: readonly (readonly [string, string])[];
  /** USE_THOUSAND_SEPARATOR. Default false. */
  readonly useThousandSeparator?: boolean;
  /**
   * The cache of a name, for `{% cache %}`; `undefined` where there is none. Default: memory of this process, for
   * `default` and `template_fragments`, of 300 fragments each.
   */
  readonly caches?: FragmentCaches;
}

export type FragmentCaches = (name: string) => FragmentCache | Promise<FragmentCache> | undefined;

export class Engine {
  readonly options: EngineOptions;
  readonly builtins: readonly Library[];
  readonly libraries: ReadonlyMap<string, Library>;
  readonly stringIfInvalid: string;
  readonly debug: boolean;
  readonly useThousandSeparator: boolean;
  readonly languages: readonly (readonly [string, string])[];
  readonly now: () => number;
  /** How a template finds things when its render begins. */
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
   * The template of a name.
   *
   * @throws {TemplateDoesNotExist} When no loader has it; `tried` says where it was looked for.
   * @throws {TemplateSyntaxError} When its source cannot be parsed.
   */
  getTemplate(name: string): Template {
    const known = this.#found.get(name);
    if (known) return known;
    const template = this.findTemplate(name, []);
    if (!this.debug) this.#found.set(name, template);
    return template;
  }

  /** The first template of several names that exists. */
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

  /** A template of a text, which is known by no name. Never make one of what a user sent. */
  fromString(source: string): Template {
    return new Template(source, this, { name: "<unknown source>", templateName: undefined });
  }

  /** The template of a name that did not come from one of these places: how one extends its namesake. */
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

  /** Variables for a request: the context processors' results and the CSRF token. */
  async process(request: unknown): Promise<ContextValues[]> {
    const parts: ContextValues[] = [this.#requestValues(request)];
    for (const processor of this.options.contextProcessors ?? []) {
      const values = processor(request);
      parts.push(isPromiseLike(values) ? await values : values);
    }
    return parts;
  }

  /** @internal The cache that a `{% cache %}` tag names, or else the one for fragments or the default. */
  fragmentCache(name?: string): ReturnType<FragmentCaches> {
    const { caches = fragmentMemory } = this.options;
    return name === undefined ? (caches("template_fragments") ?? caches("default")) : caches(name);
  }

  /** The same at once; a processor that gives a promise is an error. */
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

  /** A place's template: the one compiled before, unless the file has changed since and that is looked at. */
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
