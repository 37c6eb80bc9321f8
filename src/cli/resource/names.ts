/** Names of the parts of a resource. */
import { MkwebError } from "../../errors.ts";
import { didYouMean } from "../../mistakes/index.ts";

export interface ResourceNames {
  /** `QuizQuestion` */
  readonly model: string;
  /** `quizquestion`: used in template names and URLs, where Django's views look for it. */
  readonly lower: string;
  /** `quiz question` */
  readonly words: string;
  /** `quiz questions` */
  readonly plural: string;
  /** `quiz-questions`: used in URLs. */
  readonly segment: string;
}

/** Globals in generated code; a model of that name would hide them. */
const globals = new Set(
  "Array Boolean Date Error File Number Object Promise String Symbol".split(" "),
);

/** Names that a resource's files import. */
const imported = new Set(
  (
    "CreateView DateInput DateTimeInput DeleteView DetailView Duration ListView Permission PermissionRequiredMixin " +
    "TimeInput UpdateView"
  ).split(" "),
);

/** @throws {MkwebError} `MKWEB_NAME_INVALID`, `MKWEB_NAME_TAKEN`. */
export function namesOf(model: string): ResourceNames {
  if (!/^[A-Z][A-Za-z0-9]{0,99}$/.test(model)) throw invalid(model);
  if (globals.has(model) || imported.has(model)) {
    throw new MkwebError(
      "MKWEB_NAME_TAKEN",
      `A model cannot be named '${model}': the code of its pages uses that name. Nothing was written.`,
      { hint: `Choose another one, such as ${model}Entry.` },
    );
  }
  const words = model
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase();
  const plural = pluralOf(words);
  return { model, lower: model.toLowerCase(), words, plural, segment: plural.replaceAll(" ", "-") };
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function uncapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** `pub date` for `pubDate`: a field's name for people. */
export function wordsOf(field: string): string {
  return field
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase();
}

/** English plural by simple rules; the user can change the few places where it is wrong. */
function pluralOf(words: string): string {
  if (/(?:[sxz]|[cs]h)$/.test(words)) return `${words}es`;
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`;
  return `${words}s`;
}

function invalid(model: string): MkwebError {
  const better = model
    .replace(/^[^A-Za-z]+/, "")
    .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? "").toUpperCase());
  const shown = JSON.stringify(model.slice(0, 40)).slice(1, -1);
  return new MkwebError(
    "MKWEB_NAME_INVALID",
    `'${shown}' is not a valid model name. Nothing was written.`,
    {
      hint:
        better === ""
          ? "Begin with a capital letter, and use letters and digits: Question"
          : `Begin with a capital letter, and use letters and digits: ${capitalized(better).slice(0, 100)}`,
      exitStatus: 2,
    },
  );
}

/** Checks what to generate. @throws {MkwebError} `MKWEB_USAGE`. */
export function checkKind(kind: string): void {
  if (kind === "resource") return;
  throw new MkwebError(
    "MKWEB_USAGE",
    `Cannot generate '${kind}'.${didYouMean(kind, ["resource"])} Nothing was written.`,
    {
      hint: "Available: node manage generate resource Question questionText:string",
      exitStatus: 2,
    },
  );
}
