import type { App } from "./apps.ts";
import type { Settings } from "./settings.ts";

/** Django's levels; a message of ERROR or above stops the command. */
export const levels = { DEBUG: 10, INFO: 20, WARNING: 30, ERROR: 40, CRITICAL: 50 } as const;
export type Level = keyof typeof levels;

export interface CheckMessage {
  readonly level: Level;
  /** Such as `security.W004`; SILENCED_SYSTEM_CHECKS lists these. */
  readonly id?: string;
  readonly message: string;
  readonly hint?: string;
  /** Subject of the message: a model, a URL pattern, a setting. Default `?`. */
  readonly object?: string;
}

export interface CheckContext {
  readonly settings: Settings;
  readonly apps: readonly App[];
}

export type Check = (
  context: CheckContext,
) => readonly CheckMessage[] | Promise<readonly CheckMessage[]>;

export interface CheckOptions {
  /** Tags for `check --tag`: `urls`, `templates`, `security`. */
  readonly tags?: readonly string[];
  /** Runs only with `check --deploy`. */
  readonly deploy?: boolean;
}

interface Registered {
  readonly check: Check;
  readonly tags: readonly string[];
  readonly deploy: boolean;
}

/** The checks that `node manage check` runs. */
export class CheckRegistry {
  readonly #checks: Registered[] = [];

  register(check: Check, { tags = [], deploy = false }: CheckOptions = {}): void {
    this.#checks.push({ check, tags, deploy });
  }

  /** Returns the tags of all checks that would run, sorted. */
  tags(options: { readonly deploy?: boolean } = {}): readonly string[] {
    return [...new Set(this.#selected(options).flatMap(({ tags }) => tags))].sort();
  }

  /** Returns the checks' messages, most severe first, then by text; silenced ones are only counted. */
  async run(
    context: CheckContext,
    options: { readonly tags?: readonly string[]; readonly deploy?: boolean } = {},
  ): Promise<{ readonly messages: readonly CheckMessage[]; readonly silenced: number }> {
    const found: CheckMessage[] = [];
    for (const { check } of this.#selected(options)) found.push(...(await check(context)));
    const messages = found.filter(
      ({ id }) => id === undefined || !context.settings.SILENCED_SYSTEM_CHECKS.includes(id),
    );
    return {
      messages: messages.sort(byLevelThenMessage),
      silenced: found.length - messages.length,
    };
  }

  #selected({ tags = [], deploy = false }: { tags?: readonly string[]; deploy?: boolean }) {
    return this.#checks.filter(
      (each) =>
        (deploy || !each.deploy) &&
        (tags.length === 0 || each.tags.some((tag) => tags.includes(tag))),
    );
  }
}

function byLevelThenMessage(a: CheckMessage, b: CheckMessage): number {
  return levels[b.level] - levels[a.level] || (a.message < b.message ? -1 : 1);
}

const registry = new CheckRegistry();

/**
 * Registers a check for `node manage check` and `runserver`. Call it from an app's `app.ts`.
 *
 * @example
 * registerCheck(({ settings }) =>
 *   settings.MEDIA_ROOT === ""
 *     ? [{ level: "WARNING", id: "polls.W001", message: "MEDIA_ROOT is not set." }]
 *     : [],
 * );
 */
export function registerCheck(check: Check, options: CheckOptions = {}): void {
  registry.register(check, options);
}

/**
 * Returns this process's checks, for commands that run them.
 *
 * @example
 * console.log(checkRegistry().tags());
 */
export function checkRegistry(): CheckRegistry {
  return registry;
}
