/** Functions for texts, with Django's names. Texts among the arguments are names of fields. */
import * as nodes from "../../query/index.ts";
import type { Computed } from "../types/conditions.ts";
import type { Operand } from "../types/expressions.ts";
import type { Of, With } from "./function-types.ts";

/**
 * Converts to lower case.
 *
 * @example
 * const books = await Book.objects.annotate({ plain: lower("title") }).filter({ plain: "emma" });
 */
export const lower: Of<string> = nodes.lower as never;

/**
 * Converts to upper case.
 *
 * @example
 * const books = await Book.objects.annotate({ loud: upper("title") });
 */
export const upper: Of<string> = nodes.upper as never;

/**
 * The number of characters.
 *
 * @example
 * const books = await Book.objects.annotate({ size: length("title") }).filter({ size: gt(20) });
 */
export const length: Of<number> = nodes.length as never;

/**
 * Removes spaces at both ends.
 *
 * @example
 * const books = await Book.objects.annotate({ trimmed: trim("title") });
 */
export const trim: Of<string> = nodes.trim as never;

/**
 * Removes spaces at the beginning.
 *
 * @example
 * const books = await Book.objects.annotate({ trimmed: lTrim("title") });
 */
export const lTrim: Of<string> = nodes.lTrim as never;

/**
 * Removes spaces at the end.
 *
 * @example
 * const books = await Book.objects.annotate({ trimmed: rTrim("title") });
 */
export const rTrim: Of<string> = nodes.rTrim as never;

/**
 * Reverses the characters; Django's `Reverse`.
 *
 * @example
 * const books = await Book.objects.annotate({ backwards: reverseText("title") });
 */
export const reverseText: Of<string> = nodes.reverse as never;

/**
 * Joins texts; null counts as empty.
 *
 * @example
 * const books = await Book.objects.annotate({ full: concat("title", Value(" by "), "author.name") });
 */
export const concat: (...operands: readonly [Operand, Operand, ...Operand[]]) => Computed<string> =
  nodes.concat as never;

/**
 * The characters from a position on, counted from 1.
 *
 * @example
 * const books = await Book.objects.annotate({ start: substr("title", 1, 3) });
 */
export const substr: With<string, [position: number, size?: number]> = nodes.substr as never;

/**
 * The first characters.
 *
 * @example
 * const books = await Book.objects.annotate({ initial: left("title", 1) });
 */
export const left: With<string, [size: number]> = nodes.left as never;

/**
 * The last characters.
 *
 * @example
 * const books = await Book.objects.annotate({ ending: right("title", 3) });
 */
export const right: With<string, [size: number]> = nodes.right as never;

/**
 * Fills a text at the beginning up to a length.
 *
 * @example
 * const books = await Book.objects.annotate({ padded: lPad("title", 40, Value(".")) });
 */
export const lPad: With<string, [size: number, fill?: Computed<string>]> = nodes.lPad as never;

/**
 * Fills a text at the end up to a length.
 *
 * @example
 * const books = await Book.objects.annotate({ padded: rPad("title", 40) });
 */
export const rPad: With<string, [size: number, fill?: Computed<string>]> = nodes.rPad as never;

/**
 * Repeats a text.
 *
 * @example
 * const books = await Book.objects.annotate({ twice: repeat("title", 2) });
 */
export const repeat: With<string, [times: number]> = nodes.repeat as never;

/**
 * Replaces every occurrence of a text; wrap texts that are not names in `Value("…")`.
 *
 * @example
 * const books = await Book.objects.annotate({ plain: replace("title", Value("-"), Value(" ")) });
 */
export const replace: With<string, [search: Operand, by?: Operand]> = nodes.replace as never;

/**
 * The position of a text in another, counted from 1; 0 if it does not occur.
 *
 * @example
 * const books = await Book.objects.annotate({ place: strIndex("title", Value(":")) });
 */
export const strIndex: With<number, [search: Operand]> = nodes.strIndex as never;

/**
 * The character with a code.
 *
 * @example
 * const books = await Book.objects.annotate({ character: chr("pages") });
 */
export const chr: Of<string> = nodes.chr as never;

/**
 * The code of the first character.
 *
 * @example
 * const books = await Book.objects.annotate({ code: ord("title") });
 */
export const ord: Of<number> = nodes.ord as never;

/**
 * The MD5 hash of a text, in hexadecimal.
 *
 * @example
 * const books = await Book.objects.annotate({ hash: md5("title") });
 */
export const md5: Of<string> = nodes.md5 as never;

/**
 * The SHA-1 hash of a text, in hexadecimal.
 *
 * @example
 * const books = await Book.objects.annotate({ hash: sha1("title") });
 */
export const sha1: Of<string> = nodes.sha1 as never;

/**
 * The SHA-256 hash of a text, in hexadecimal.
 *
 * @example
 * const books = await Book.objects.annotate({ hash: sha256("title") });
 */
export const sha256: Of<string> = nodes.sha256 as never;

/**
 * The SHA-512 hash of a text, in hexadecimal.
 *
 * @example
 * const books = await Book.objects.annotate({ hash: sha512("title") });
 */
export const sha512: Of<string> = nodes.sha512 as never;

/**
 * Compares a text with another collation of the database.
 *
 * @example
 * const books = await Book.objects.orderBy(collate("title", "C"));
 */
export const collate: With<string, [collation: string]> = nodes.collate as never;
