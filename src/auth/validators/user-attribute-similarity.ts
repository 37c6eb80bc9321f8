/**
 * `mkweb/auth/validators/user-attribute-similarity`: an entry for AUTH_PASSWORD_VALIDATORS: not like the user's name
 * or email.
 */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { inCommon } from "../../values/index.ts";
import { numberOption, refuseOtherOptions, type PasswordValidatorFactory } from "./validator.ts";

const NAME = "mkweb/auth/validators/user-attribute-similarity";
const ATTRIBUTES = ["username", "firstName", "lastName", "email"];
const MAX_SIMILARITY = 0.7;

/** What messages call an attribute, where it is not its name in words. */
const shownAs: Readonly<Record<string, string>> = { email: "email address" };

/**
 * `mkweb/auth/validators/user-attribute-similarity`: not like the user's name or email.
 *
 * Options: `userAttributes`, by default username, first and last name and email; `maxSimilarity`, by
 * default 0.7, from 0.1 on: the share of characters that a password and an attribute may have in common.
 *
 * Source: Django, `UserAttributeSimilarityValidator`.
 */
const userAttributeSimilarity: PasswordValidatorFactory = (options) => {
  refuseOtherOptions(NAME, options, ["userAttributes", "maxSimilarity"]);
  const maxSimilarity = numberOption(NAME, options, "maxSimilarity", MAX_SIMILARITY);
  if (maxSimilarity < 0.1) {
    throw new ImproperlyConfigured(
      "AUTH_PASSWORD_VALIDATORS: maxSimilarity must be at least 0.1, or every password is like every name.",
    );
  }
  const { userAttributes = ATTRIBUTES } = options;
  const attributes = Array.isArray(userAttributes) ? userAttributes.map(camelCased) : ATTRIBUTES;
  return {
    validate(password, user = {}) {
      const given = password.toLowerCase();
      const like = attributes.find((attribute) => {
        const value: unknown = Reflect.get(user, attribute);
        return (
          typeof value === "string" &&
          partsOf(value).some((part) => isSimilar(given, part, maxSimilarity))
        );
      });
      if (like === undefined) return;
      const shown = shownAs[like] ?? like.replace(/[A-Z]/g, " $&").toLowerCase();
      throw new ValidationError(`The password is too similar to the ${shown}.`, {
        code: "password_too_similar",
      });
    },
    getHelpText: () => "Your password can’t be too similar to your other personal information.",
  };
};

export default userAttributeSimilarity;

function camelCased(name: unknown): string {
  return String(name).replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The words of a value, and the whole of it. */
function partsOf(value: string): readonly string[] {
  if (value === "") return [];
  const small = value.toLowerCase();
  return [...small.split(/[^\p{L}\p{N}_]+/u), small];
}

function isSimilar(password: string, part: string, maxSimilarity: number): boolean {
  const [ours, theirs] = [Array.from(password), Array.from(part)];
  // A short part of a long password cannot be like it; this keeps long passwords cheap.
  const isShort = theirs.length < (maxSimilarity / 2) * ours.length;
  if (isShort && ours.length >= 10 * theirs.length) return false;
  return inCommon(ours, theirs) >= maxSimilarity;
}
