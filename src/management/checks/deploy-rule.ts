import type { CheckMessage, Settings } from "../../conf/index.ts";

/** A requirement for settings in production, with Django's id and text. */
export interface DeployRule {
  readonly id: string;
  /** Default: `WARNING`. */
  readonly level?: "ERROR";
  readonly broken: (settings: Settings) => boolean;
  readonly message: string;
  readonly hint?: string;
}

/** The messages of all broken rules, in their order. */
export function brokenRules(rules: readonly DeployRule[], settings: Settings): CheckMessage[] {
  return rules
    .filter(({ broken }) => broken(settings))
    .map(({ id, level = "WARNING" as const, message, hint }): CheckMessage =>
      hint === undefined ? { id, level, message } : { id, level, message, hint },
    );
}
