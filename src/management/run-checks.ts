import { MkwebError } from "../errors.ts";
import {
  checkRegistry,
  levels,
  type CheckMessage,
  type Level,
  type Project,
} from "../conf/index.ts";
import { registerBuiltinChecks } from "./checks/index.ts";
import { unknownApp } from "./unknown-app.ts";

export interface ChecksOptions {
  readonly tags?: readonly string[];
  readonly deploy?: boolean;
  /** Messages of this level and above count as failure. Default ERROR. */
  readonly failLevel?: Level;
  /** Labels of the apps to check. Default: all. */
  readonly appLabels?: readonly string[];
}

export interface ChecksResult {
  /** In Django's layout; always ends with the number of issues. */
  readonly text: string;
  readonly clean: boolean;
}

/** The results of the checks, for programs. */
export interface CheckFacts {
  readonly issues: readonly IssueFact[];
  /** Number of messages hidden by SILENCED_SYSTEM_CHECKS. */
  readonly silenced: number;
}

interface IssueFact {
  readonly level: Level;
  readonly id: string | null;
  readonly message: string;
  readonly hint: string | null;
  readonly object: string | null;
}

/**
 * Runs the project's system checks.
 *
 * @param tell Receives the results before a failure is thrown.
 * @throws {MkwebError} `MKWEB_CHECKS_FAILED` with all messages; `MKWEB_UNKNOWN_APP` for an unknown label.
 *   Errors inside a check, such as a URL module that cannot be loaded, pass through.
 */
export async function runChecks(
  project: Project,
  { tags = [], deploy = false, failLevel = "ERROR", appLabels = [] }: ChecksOptions = {},
  tell: (facts: CheckFacts) => void = () => undefined,
): Promise<ChecksResult> {
  const settings = await project.settings();
  const apps = await project.apps();
  for (const label of appLabels) {
    if (!apps.some((app) => app.label === label)) throw unknownApp(label, apps);
  }
  registerBuiltinChecks();
  const chosen = appLabels.length > 0 ? apps.filter((app) => appLabels.includes(app.label)) : apps;
  const found = await checkRegistry().run({ settings, apps: chosen }, { tags, deploy });
  tell({ issues: found.messages.map(issueFact), silenced: found.silenced });
  const text = layOut(found.messages, found.silenced);
  if (found.messages.some(({ level }) => levels[level] >= levels[failLevel])) {
    throw new MkwebError("MKWEB_CHECKS_FAILED", text, {
      hint: "Fix the reported issues, or list their ids in SILENCED_SYSTEM_CHECKS.",
    });
  }
  return { text, clean: found.messages.length === 0 };
}

function issueFact({ level, id, message, hint, object }: CheckMessage): IssueFact {
  return { level, id: id ?? null, message, hint: hint ?? null, object: object ?? null };
}

/** The last line of every check: the number of issues, and of silenced ones. */
function countLine(visible: number, silenced: number): string {
  const issues = visible === 0 ? "no issues" : visible === 1 ? "1 issue" : `${visible} issues`;
  return `System check identified ${issues} (${silenced} silenced).`;
}

function layOut(messages: readonly CheckMessage[], silenced: number): string {
  const last = countLine(messages.length, silenced);
  if (messages.length === 0) return last;
  const groups = (["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"] as const)
    .map((level) => [level, messages.filter((each) => each.level === level)] as const)
    .filter(([, each]) => each.length > 0)
    .map(([level, each]) => `${level}S:\n${each.map(line).join("\n")}`);
  return ["System check identified some issues:", ...groups, last].join("\n\n");
}

function line({ object = "?", id, message, hint }: CheckMessage): string {
  const head = `${object}: ${id === undefined ? "" : `(${id}) `}${message}`;
  return hint === undefined ? head : `${head}\n\tHINT: ${hint}`;
}
