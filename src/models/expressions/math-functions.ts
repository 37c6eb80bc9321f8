/** Functions for numbers, with Django's names. Texts among the arguments are names of fields. */
import * as nodes from "../../query/index.ts";
import type { Computed } from "../types/conditions.ts";
import type { Operand } from "../types/expressions.ts";
import type { Of, With } from "./function-types.ts";

/**
 * The absolute value.
 *
 * @example
 * const choices = await Choice.objects.annotate({ size: abs("votes") });
 */
export const abs: Of<number> = nodes.abs as never;

/**
 * Rounds up.
 *
 * @example
 * const books = await Book.objects.annotate({ sheets: ceil(F("pages").dividedBy(16)) });
 */
export const ceil: Of<number> = nodes.ceil as never;

/**
 * Rounds down.
 *
 * @example
 * const books = await Book.objects.annotate({ hundreds: floor(F("pages").dividedBy(100)) });
 */
export const floor: Of<number> = nodes.floor as never;

/**
 * Rounds to a number of decimal places.
 *
 * @param places Default 0.
 *
 * @example
 * const books = await Book.objects.annotate({ rounded: round("price", 1) });
 */
export const round: With<number, [places?: number]> = nodes.round as never;

/**
 * The square root.
 *
 * @example
 * const choices = await Choice.objects.annotate({ weight: sqrt("votes") });
 */
export const sqrt: Of<number> = nodes.sqrt as never;

/**
 * -1, 0 or 1.
 *
 * @example
 * const choices = await Choice.objects.annotate({ sign: sign("votes") });
 */
export const sign: Of<number> = nodes.sign as never;

/**
 * e raised to a power.
 *
 * @example
 * const choices = await Choice.objects.annotate({ grown: exp("votes") });
 */
export const exp: Of<number> = nodes.exp as never;

/**
 * The natural logarithm.
 *
 * @example
 * const books = await Book.objects.annotate({ weight: ln("pages") });
 */
export const ln: Of<number> = nodes.ln as never;

/**
 * The sine of an angle in radians.
 *
 * @example
 * const choices = await Choice.objects.annotate({ wave: sin("votes") });
 */
export const sin: Of<number> = nodes.sin as never;

/**
 * The cosine of an angle in radians.
 *
 * @example
 * const choices = await Choice.objects.annotate({ wave: cos("votes") });
 */
export const cos: Of<number> = nodes.cos as never;

/**
 * The tangent of an angle in radians.
 *
 * @example
 * const choices = await Choice.objects.annotate({ slope: tan("votes") });
 */
export const tan: Of<number> = nodes.tan as never;

/**
 * The remainder of a division.
 *
 * @example
 * const odd = await Book.objects.annotate({ rest: mod("pages", 2) }).filter({ rest: 1 });
 */
export const mod: With<number, [by: number | Operand]> = nodes.mod as never;

/**
 * Raises to a power.
 *
 * @example
 * const choices = await Choice.objects.annotate({ squared: power("votes", 2) });
 */
export const power: With<number, [exponent: number | Operand]> = nodes.power as never;

/**
 * A random number from 0 up to 1, different for each row.
 *
 * @example
 * const books = await Book.objects.annotate({ lot: random() }).orderBy("lot");
 */
export const random: () => Computed<number> = nodes.random as never;
