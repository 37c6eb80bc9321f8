import { askYesNo, defineCommand, type CommandContext } from "../../../command/index.ts";
import type { Project } from "../../../conf/index.ts";
import { MkwebError } from "../../../errors.ts";
import { collectStatic, targetOf } from "../../collect.ts";
import { staticFolders } from "../../finders.ts";

export default defineCommand({
  describe: "Collect static files in a single location.",
  examples: ["collectstatic", "collectstatic --noinput --clear"],
  options: {
    noinput: {
      type: "boolean",
      alias: "no-input",
      describe: "Do NOT prompt the user for input of any kind.",
      default: false,
    },
    dryRun: {
      type: "boolean",
      alias: "n",
      describe: "Do everything except modify the filesystem.",
      default: false,
    },
    clear: {
      type: "boolean",
      alias: "c",
      describe: "Clear the existing files before copying the originals.",
      default: false,
    },
  },
  async run({ noinput, dryRun, clear }, context: CommandContext<Project>) {
    const { out, project } = context;
    const settings = await project.settings();
    const folders = staticFolders(settings, await project.apps());
    const target = targetOf(settings, folders);
    if (!noinput && !dryRun) await confirm(target, clear, context.interactive);
    const report = (line: string): void => out.detail(line);
    const { copied, unmodified } = await collectStatic(settings, folders, {
      dryRun,
      clear,
      report: dryRun ? (line) => out.data(line) : report,
    });
    out.facts({ dryRun, target, copied, unmodified });
    const files = copied === 1 ? "1 static file" : `${copied} static files`;
    const rest = unmodified > 0 ? `, ${unmodified} unmodified` : "";
    out.data(`${files} ${dryRun ? "would be copied" : "copied"} to '${target}'${rest}.`);
  },
});

/** Where nobody can be asked files are replaced, as collecting means; a whole folder is not emptied. */
async function confirm(target: string, clear: boolean, interactive: boolean): Promise<void> {
  if (!interactive && !clear) return;
  const what = clear ? "DELETE ALL FILES in" : "overwrite files in";
  if (interactive && (await askYesNo(`This will ${what} ${target}. Go on?`, false))) return;
  const message = "Collecting static files cancelled. Nothing was written.";
  throw new MkwebError("MKWEB_INTERRUPTED", message, { hint: "Answer yes, or add --noinput." });
}
