/** What forms need to know of the project around them. */
import { Engine, staticUrl as urlBelow } from "../templates/index.ts";

/** The project that forms render for. */
export interface FormsEnvironment {
  /** The project's templates; its language and its static files' URLs count here too. */
  readonly engine: Engine;
  /** FORM_RENDERER. Default `"DjangoTemplates"`. */
  readonly formRenderer?: string;
  /** FORMS_URLFIELD_ASSUME_HTTPS: what a URL without a scheme is taken for. Default false: `http`. */
  readonly assumeHttps?: boolean;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

let active: FormsEnvironment | undefined;

/** Makes a project the one that forms render for; the server does it when it starts. */
export function activateForms(environment: FormsEnvironment): void {
  active = environment;
}

/** The project that forms render for; without one, everything at its default. */
export function formsEnvironment(): FormsEnvironment {
  return (active ??= { engine: new Engine() });
}

/** LANGUAGE_CODE. */
export function currentLanguage(): string {
  return formsEnvironment().engine.surroundings.language;
}

/** USE_TZ: whether moments have a zone. */
export function usesTimeZones(): boolean {
  return formsEnvironment().engine.surroundings.useTz;
}

/** The URL of a static file. */
export function staticUrl(path: string): string {
  return urlBelow(path, formsEnvironment().engine.options.staticUrl);
}
