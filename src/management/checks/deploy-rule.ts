import type { CheckMessage, Settings } from "../../conf/index.ts";

/** What settings have to be before a site goes out into the world; ids and words are Django's. */
export interface DeployRule {
  readonly id: string;
  /** Default: `WARNING`. */
  readonly level?: "ERROR";
  readonly broken: (settings: Settings) => boolean;
  readonly message: string;
  readonly hint?: string;
}

/** What the rules say of these settings, in their order. */
export function brokenRules(rules: readonly DeployRule[], settings: Settings): CheckMessage[] {
  return rules
    .filter(({ broken }) => broken(settings))
    .map(({ id, level = "WARNING" as const, message, hint }): CheckMessage =>
      hint === undefined ? { id, level, message } : { id, level, message, hint },
    );
}
