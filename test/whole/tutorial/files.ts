/** The files that docs/tutorial/tutorial.md has its reader write. */
import { readFileSync } from "node:fs";

const tutorial = readFileSync(
  new URL("../../../docs/tutorial/tutorial.md", import.meta.url),
  "utf8",
);

/** A block of code whose first line is a comment with the path of the file. */
const block = /^```(?:ts|html|django)\n(?:\/\/|<!--) (\S+\.(?:ts|html))(?: -->)?\n([^]*?)^```$/gm;

const blocks = Array.from(tutorial.matchAll(block), ([, path = "", text = ""]) => ({ path, text }));

/** A file as the tutorial shows it for the n-th time. */
function shown(path: string, nth: number): string {
  const text = blocks.filter((each) => each.path === path)[nth - 1]?.text;
  if (text === undefined)
    throw new Error(`docs/tutorial/tutorial.md does not show ${path} ${nth} times.`);
  return text;
}

export const models = shown("polls/models.ts", 1);
export const modelsWithMethods = shown("polls/models.ts", 2);
export const textView = shown("polls/views.ts", 1);
export const textUrls = shown("polls/urls.ts", 1);
export const views = shown("polls/views.ts", 2);
export const urls = shown("polls/urls.ts", 2);
export const indexTemplate = shown("polls/templates/polls/index.html", 1);
export const detailTemplate = shown("polls/templates/polls/detail.html", 1);
export const tests = shown("polls/tests.ts", 1);

export const formTemplate = shown("polls/templates/polls/detail.html", 2);
export const resultsTemplate = shown("polls/templates/polls/results.html", 1);
export const genericViews = shown("polls/views.ts", 3);
export const genericUrls = shown("polls/urls.ts", 3);
export const modelsOnTime = shown("polls/models.ts", 3);
export const viewsOnTime = shown("polls/views.ts", 4);

export const plainAdmin = shown("polls/admin.ts", 1);
export const customAdmin = shown("polls/admin.ts", 2);
export const baseSiteTemplate = shown("templates/admin/base_site.html", 1);
/** The line that replaces the one about DIRS in a new project's settings. */
export const templateFolders =
  /^\/\/ mysite\/settings\.ts, in TEMPLATES\n(.*)$/m.exec(tutorial)?.[1] ?? "";
