/** The files that the tutorial has its reader write, as they are in the end or on the way. */
import { parts, stepsOf } from "./pages.ts";

const steps = parts.flatMap((part) => stepsOf(part));

/** A file as the tutorial shows it for the n-th time; -1 is the last. */
function shown(path: string, nth: number): string {
  const texts = steps.flatMap((step) =>
    step.kind === "file" && step.path === path ? [step.text] : [],
  );
  const text = texts.at(nth < 0 ? nth : nth - 1);
  if (text === undefined) throw new Error(`The tutorial does not show ${path} ${nth} times.`);
  return text;
}

export const models = shown("polls/models.ts", 1);
export const modelsOnTime = shown("polls/models.ts", -1);
export const viewsOnTime = shown("polls/views.ts", -1);
export const genericUrls = shown("polls/urls.ts", -1);
export const indexTemplate = shown("polls/templates/polls/index.html", 1);
export const formTemplate = shown("polls/templates/polls/detail.html", -1);
export const resultsTemplate = shown("polls/templates/polls/results.html", -1);
export const tests = shown("polls/tests.ts", -1);
export const plainAdmin = shown("polls/admin.ts", 1);
