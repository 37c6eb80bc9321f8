import { askText, askYesNo } from "../command/index.ts";
import { MkwebError } from "../errors.ts";
import type { Answers } from "../migrations/index.ts";

export interface GivenAnswers {
  /** `Question.text=questionText` for a field, `Question=Poll` for a model, or `none`. */
  readonly rename: readonly string[] | undefined;
  /** `Question.kind=poll`; the value as JSON, or as it is. */
  readonly default: readonly string[] | undefined;
  readonly interactive: boolean;
}

/** The answers given as options; what they leave open is asked for, never guessed. */
export function answersFrom({
  rename = [],
  default: defaults = [],
  interactive,
}: GivenAnswers): Answers {
  const isRenamed = async (question: string, old: string, to: string): Promise<boolean> => {
    if (rename.includes(`${old}=${to}`)) return true;
    if (rename.length > 0) return false;
    if (interactive) return askYesNo(question, false);
    throw unanswered(
      `${question} Nothing was written.`,
      `Answer with --rename ${old}=${to}, or --rename none if it is a new one.`,
    );
  };
  return {
    isModelRename(app, from, to) {
      return isRenamed(`Was the model ${app}.${from} renamed to ${to}?`, from, to);
    },
    isRename(model, from, to) {
      return isRenamed(`Was ${model}.${from} renamed to ${model}.${to}?`, `${model}.${from}`, to);
    },
    async oneOffDefault(model, field) {
      const given = defaults.find((each) => each.startsWith(`${model}.${field}=`));
      if (given !== undefined) return valueOf(given.slice(given.indexOf("=") + 1));
      const message = `${model}.${field} takes no null and has no default, and rows may be there already.`;
      if (interactive)
        return valueOf(await askText(`${message} Which value do they get?`, () => undefined));
      throw unanswered(
        `${message} Nothing was written.`,
        `Give the field .default() or .nullable(), or add --default ${model}.${field}=VALUE for those rows alone.`,
      );
    },
  };
}

function valueOf(text: string): string | number | boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string" || typeof value === "number") return value;
    if (typeof value === "boolean") return value;
  } catch {
    // A plain text needs no quotes.
  }
  return text;
}

function unanswered(message: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_MIGRATION_QUESTION", message, { hint });
}
