import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { askYesNo, defineCommand, type CommandContext } from "../../../command/index.ts";
import type { Project } from "../../../conf/index.ts";
import { MkwebError } from "../../../errors.ts";
import { openStorages, storages } from "../../../files/index.ts";
import { isCoding } from "../../codings.ts";
import { collectStatic } from "../../collect.ts";
import { compressBeside } from "../../compress.ts";
import { allStaticFiles, defaultIgnorePatterns, staticFolders } from "../../finders.ts";
import { refuseToEmpty, staticRoot } from "../../static-root.ts";

export default defineCommand({
  describe: "Collect static files in a single location.",
  examples: ["collectstatic", "collectstatic --noinput --clear", "collectstatic -i '*.scss'"],
  options: {
    noinput: {
      type: "boolean",
      alias: "no-input",
      describe: "Do NOT prompt the user for input of any kind.",
      default: false,
    },
    noPostProcess: {
      type: "boolean",
      describe: "Do NOT post process collected files.",
      default: false,
    },
    ignore: {
      type: "string",
      alias: "i",
      array: true,
      metavar: "PATTERN",
      describe:
        "Ignore files or directories matching this glob-style pattern. Use multiple times to ignore more.",
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
      describe:
        "Clear the existing files using the storage before trying to copy or link the original file.",
      default: false,
    },
    link: {
      type: "boolean",
      alias: "l",
      describe: "Create a symbolic link to each file instead of copying.",
      default: false,
    },
    noDefaultIgnore: {
      type: "boolean",
      describe:
        "Don't ignore the common private glob-style patterns (defaults to 'CVS', '.*' and '*~').",
      default: false,
    },
  },
  async run(options, context: CommandContext<Project>) {
    const { noinput, dryRun, clear, link, ignore, noDefaultIgnore, noPostProcess } = options;
    const { out, project } = context;
    const settings = await project.settings();
    const folders = staticFolders(settings, await project.apps());
    await openStorages(settings);
    const storage = storages.get("staticfiles");
    const target = staticRoot(storage, settings, folders);
    if (clear && target !== undefined) refuseToEmpty(target, settings, folders);
    if (!noinput && !dryRun) await confirm(target, clear, context.interactive);
    const patterns = [...ignore, ...(noDefaultIgnore ? [] : defaultIgnorePatterns)];
    const collected = await collectStatic(storage, allStaticFiles(folders, patterns), {
      dryRun,
      clear,
      link,
      postProcess: !noPostProcess,
      onFile: (work, done) => out.status(work, done),
      report: (line, level) => {
        if (level === 2) out.detail(line);
        else if (dryRun) out.data(line);
        else out.note(line);
      },
    });
    const compressed =
      target === undefined || dryRun
        ? 0
        : await compressBeside(
            collected.names.map((name) => join(target, name)),
            settings.STATICFILES_ENCODINGS.filter(isCoding),
            (done, total) => out.status("Compressing files", done, total),
          );
    const counts = {
      copied: collected.modified.length,
      unmodified: collected.unmodified.length,
      postProcessed: collected.postProcessed.length,
      compressed,
    };
    out.facts({ dryRun, target: target ?? null, ...counts });
    const done = `${dryRun ? "would be " : ""}${link ? "symlinked" : "copied"}`;
    out.data(summary(counts, `${done}${target === undefined ? "" : ` to '${target}'`}`));
  },
});

interface Counts {
  readonly copied: number;
  readonly unmodified: number;
  readonly postProcessed: number;
  readonly compressed: number;
}

function summary(
  { copied, unmodified, postProcessed, compressed }: Counts,
  whatWasDone: string,
): string {
  const files = copied === 1 ? "1 static file" : `${copied} static files`;
  const counts = [
    `${files} ${whatWasDone}`,
    ...(unmodified > 0 ? [`${unmodified} unmodified`] : []),
    ...(postProcessed > 0 ? [`${postProcessed} post-processed`] : []),
    ...(compressed > 0 ? [`${compressed} compressed`] : []),
  ];
  return `${counts.join(", ")}.`;
}

/** Without a terminal, files are replaced, as collecting implies; a whole folder is not emptied. */
async function confirm(
  target: string | undefined,
  clear: boolean,
  interactive: boolean,
): Promise<void> {
  if (!interactive && !clear) return;
  if (target !== undefined && (await readdir(target).catch(() => [])).length === 0) return;
  const where = target ?? "the storage of static files";
  const what = clear ? "DELETE ALL FILES in" : "overwrite files in";
  if (interactive && (await askYesNo(`This will ${what} ${where}. Go on?`, false))) return;
  const message = "Collecting static files cancelled. Nothing was written.";
  throw new MkwebError("MKWEB_INTERRUPTED", message, { hint: "Answer yes, or add --noinput." });
}
