import { askText, askYesNo } from "../command/index.ts";
import { MkwebError } from "../errors.ts";
import type { Answers } from "../migrations/index.ts";

export interface GivenAnswers {
  /** `Question.text=questionText` for a field, `Question=Poll` for a model, or `none`. */
  readonly rename: readonly string[] | undefined;
  /** `Question.kind=poll`; the value as JSON or as plain text. */
  readonly default: readonly string[] | undefined;
  readonly interactive: boolean;
}

/** The answers given as options, and whether they were used. */
export interface CheckedAnswers extends Answers {
  /**
   * Call it when all questions were asked. @throws {MkwebError} `MKWEB_MIGRATION_QUESTION`: an answer fits no
   * question.
   */
  refuseUnused(): void;
}

/** Takes answers from options and asks for the rest; never guesses. */
export function answersFrom({
  rename = [],
  default: defaults = [],
  interactive,
}: GivenAnswers): CheckedAnswers {
  const used = new Set<string>();
  const looked = new Set<string>();
  const isRenamed = async (question: string, old: string, to: string): Promise<boolean> => {
    if (rename.length > 0) return false;
    if (interactive) return askYesNo(question, false);
    throw unanswered(
      `${question} Nothing was written.`,
      `Answer with --rename ${old}=${to}, or --rename none if it is new.`,
    );
  };
  return {
    saidRename(gone, fresh) {
      for (const name of fresh) {
        const answer = `${gone}=${name}`;
        looked.add(answer);
        if (!rename.includes(answer) || used.has(answer)) continue;
        used.add(answer);
        return name;
      }
      return undefined;
    },
    isModelRename(app, from, to) {
      return isRenamed(`Was the model ${app}.${from} renamed to ${to}?`, from, to);
    },
    isRename(model, from, to) {
      return isRenamed(`Was ${model}.${from} renamed to ${model}.${to}?`, `${model}.${from}`, to);
    },
    async oneOffDefault(model, field) {
      const given = defaults.find((each) => each.startsWith(`${model}.${field}=`));
      if (given !== undefined) {
        used.add(given);
        return valueOf(given.slice(given.indexOf("=") + 1));
      }
      const message = `${model}.${field} cannot be null and has no default, and there may be existing rows.`;
      if (interactive)
        return valueOf(await askText(`${message} Which value should they get?`, () => undefined));
      throw unanswered(
        `${message} Nothing was written.`,
        `Give the field .default() or .nullable(), or add --default ${model}.${field}=VALUE for those rows alone.`,
      );
    },
    refuseUnused() {
      const isUnused = (answer: string): boolean => answer !== "none" && !used.has(answer);
      const renamed = rename.find(isUnused);
      if (renamed !== undefined) throw fitsNothing(renamed, [...looked]);
      const value = defaults.find(isUnused);
      if (value !== undefined) throw neededByNone(value);
    },
  };
}

function fitsNothing(answer: string, possible: readonly string[]): MkwebError {
  const renames = possible.map((each) => `--rename ${each}`).join(", ");
  return unanswered(
    `No change fits --rename ${answer}: the first name was not removed, or the second is not new. Nothing was written.`,
    renames === "" ? "Leave it out: nothing was renamed." : `Possible are: ${renames}.`,
  );
}

function neededByNone(answer: string): MkwebError {
  return unanswered(
    `No new field needs --default ${answer}. Nothing was written.`,
    "Leave it out, or write the model and the field as in models.ts: --default Question.kind=poll.",
  );
}

function valueOf(text: string): string | number | boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string" || typeof value === "number") return value;
    if (typeof value === "boolean") return value;
  } catch {
    // Plain text needs no quotes.
  }
  return text;
}

function unanswered(message: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_MIGRATION_QUESTION", message, { hint });
}
