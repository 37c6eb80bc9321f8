import { fileURLToPath } from "node:url";
import { asksForHelp, hasJournal, runCommandLine, type CommandTable } from "../command/index.ts";
import {
  closeOpened,
  ImproperlyConfigured,
  loadEnvFile,
  openProject,
  type Project,
  type Settings,
} from "../conf/index.ts";
import { version } from "./version.ts";
import { commands } from "./commands/index.ts";
import { discoverCommands } from "./discover.ts";
import { withModels } from "./with-models.ts";
import { withUrls } from "./with-urls.ts";

export interface RunOptions {
  readonly root: URL;
  readonly settings: string;
  readonly program: string;
}

/**
 * Runs one command of a project. Afterwards closes everything it opened, as connections to databases and
 * caches would keep the process alive.
 *
 * @returns The exit status.
 */
export async function runProject(words: readonly string[], options: RunOptions): Promise<number> {
  const unreadable = judgesDeployment(words) ? useDeployment(options.root) : undefined;
  const settingsModule =
    settingsOption(words) ?? process.env["MKWEB_SETTINGS_MODULE"] ?? options.settings;
  // Processes that a command starts, such as a server or the tests, use the same settings.
  process.env["MKWEB_SETTINGS_MODULE"] = settingsModule;
  const opened = openProject({ root: options.root, settingsModule });
  let settings: Settings | undefined;
  const project = { ...opened, settings: async () => (settings = await opened.settings()) };
  try {
    return await runCommandLine<Project>({
      argv: words,
      program: options.program,
      version,
      async commands() {
        if (unreadable !== undefined) throw unreadable;
        if (!asksForHelp(words)) await putRight(options.root);
        return allCommands(project, words);
      },
      project: ({ skipChecks }) => ({ ...project, skipChecks }),
    });
  } finally {
    if (settings) await closeOpened(settings);
  }
}

/**
 * The apps' commands, then ours: an app may replace a command, and the app listed first wins. If the settings
 * cannot be loaded, help lists only ours and says so.
 */
async function allCommands(project: Project, words: readonly string[]): Promise<CommandTable> {
  const own = { name: "mkweb", commands };
  try {
    const settings = await project.settings();
    // Without LOGGING, a command already reports warnings and errors on stderr.
    if (Object.keys(settings.LOGGING).length > 0) await setUpLog(settings);
    const groups = discoverCommands(settings);
    return { groups: [...withModels(withUrls(groups, project), project), own] };
  } catch (error) {
    if (!asksForHelp(words) && !Object.hasOwn(commands, words[0] ?? "")) throw error;
    return { groups: [own], remark: onlyOurs(error) };
  }
}

async function setUpLog(settings: Settings): Promise<void> {
  const { setUpLogging } = await import("../logging/index.ts");
  await setUpLogging(settings);
}

/** No settings were chosen for `check --deploy` to check. */
function judgesDeployment(words: readonly string[]): boolean {
  const isChosen = settingsOption(words) ?? process.env["MKWEB_SETTINGS_MODULE"];
  return words[0] === "check" && words.includes("--deploy") && isChosen === undefined;
}

/**
 * Loads the production environment that `mkweb deploy` wrote, and uses its settings.
 *
 * @returns Why the file cannot be read.
 */
function useDeployment(root: URL): unknown {
  try {
    loadEnvFile(root, ".env.production");
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Finishes or reverts what a killed mkweb left behind, and reports it. */
async function putRight(root: URL): Promise<void> {
  const folder = fileURLToPath(root);
  if (!hasJournal(folder)) return;
  const cli = await import("../cli/index.ts");
  await cli.putRight((line) => void process.stderr.write(`${line}\n`), folder);
}

function onlyOurs(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  const kind = error instanceof ImproperlyConfigured ? "error" : "error while loading them";
  return `Note that only mkweb core commands are listed as settings are not properly configured (${kind}: ${reason}).`;
}

/** `--settings` decides which commands exist, so it is read first. */
function settingsOption(words: readonly string[]): string | undefined {
  const end = words.indexOf("--");
  const options = end === -1 ? words : words.slice(0, end);
  const at = options.findLastIndex(
    (word) => word === "--settings" || word.startsWith("--settings="),
  );
  const found = options[at];
  return found === "--settings" ? options[at + 1] : found?.slice("--settings=".length);
}
