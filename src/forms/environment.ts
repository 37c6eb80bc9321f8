/** What forms need to know about the project. */
import { Engine, staticUrl as urlBelow } from "../templates/index.ts";

/** The project for which forms render. */
export interface FormsEnvironment {
  /** The project's templates, with its language and static URLs. */
  readonly engine: Engine;
  /** FORM_RENDERER. Default `"DjangoTemplates"`. */
  readonly formRenderer?: string;
  /** FORMS_URLFIELD_ASSUME_HTTPS: whether a URL without a scheme gets `https`. Default false: `http`. */
  readonly assumeHttps?: boolean;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

let active: FormsEnvironment | undefined;

/**
 * Sets the project for which forms render; the server does so when it starts.
 *
 * @example
 * activateForms({ engine: new Engine(), formRenderer: "TemplatesSetting" });
 */
export function activateForms(environment: FormsEnvironment): void {
  active = environment;
}

/** Returns the current project, or defaults without one. */
export function formsEnvironment(): FormsEnvironment {
  return (active ??= { engine: new Engine() });
}

/** LANGUAGE_CODE. */
export function languageCode(): string {
  return formsEnvironment().engine.surroundings.language;
}

/** USE_TZ: whether datetimes have a time zone. */
export function usesTimeZones(): boolean {
  return formsEnvironment().engine.surroundings.useTz;
}

/** Returns the URL of a static file. */
export function staticUrl(path: string): string {
  return urlBelow(path, formsEnvironment().engine.options.staticUrl);
}
