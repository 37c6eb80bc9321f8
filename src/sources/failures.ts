import { MkwebError } from "../errors.ts";
import { reasonOf as systemReason } from "../scaffold/index.ts";

const NOTHING_WRITTEN = "Nothing was written.";

/**
 * A template that exists but is refused.
 *
 * @param source The source as the user typed it, safe to show.
 * @param why The rest of a sentence about it.
 */
export function refused(source: string, why: string, cause?: unknown): MkwebError {
  return new MkwebError(
    "MKWEB_TEMPLATE_REFUSED",
    `The template ${source} is refused: ${why}. ${NOTHING_WRITTEN}`,
    { hint: "Ask its author to fix it, or correct it yourself.", cause },
  );
}

/** One entry of a template for which the whole is refused. */
export function entryRefused(source: string, entry: string, why: string): MkwebError {
  return refused(source, `its entry ${JSON.stringify(shorten(entry))} ${why}`);
}

/** A template that cannot be fetched. @param message A sentence of Django's if it has one. */
export function notFound(message: string, hint: string, cause?: unknown): MkwebError {
  return new MkwebError("MKWEB_TEMPLATE_NOT_FOUND", `${message} ${NOTHING_WRITTEN}`, {
    hint,
    cause,
  });
}

/** The reason in the original words, on one line. */
export function reasonOf(error: unknown): string {
  const text = typeof error === "string" ? error : systemReason(error);
  return text.trim().replace(/\s+/g, " ").replace(/\.$/, "");
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 60)}…${text.slice(-50)}` : text;
}
