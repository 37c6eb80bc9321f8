/**
 * `mkweb/auth/validators/user-attribute-similarity`: AUTH_PASSWORD_VALIDATORS entry that rejects passwords similar to
 * the user's name or email.
 */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { inCommon } from "../../values/index.ts";
import { numberOption, refuseOtherOptions, type PasswordValidatorFactory } from "./validator.ts";

const NAME = "mkweb/auth/validators/user-attribute-similarity";
const ATTRIBUTES = ["username", "firstName", "lastName", "email"];
const MAX_SIMILARITY = 0.7;

/** Names of attributes in messages, if not the attribute's name in words. */
const shownAs: Readonly<Record<string, string>> = { email: "email address" };

/**
 * Rejects passwords similar to the user's name or email (`mkweb/auth/validators/user-attribute-similarity`).
 *
 * Options: `userAttributes`, by default username, first and last name and email; `maxSimilarity`, 0.1 or more, by
 * default 0.7: the largest share of characters that a password and an attribute may have in common.
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

/** Returns the words of a value, and the whole value. */
function partsOf(value: string): readonly string[] {
  if (value === "") return [];
  const small = value.toLowerCase();
  return [...small.split(/[^\p{L}\p{N}_]+/u), small];
}

function isSimilar(password: string, part: string, maxSimilarity: number): boolean {
  const [ours, theirs] = [Array.from(password), Array.from(part)];
  // A short part cannot be similar to a long password; this keeps long passwords cheap.
  const isShort = theirs.length < (maxSimilarity / 2) * ours.length;
  if (isShort && ours.length >= 10 * theirs.length) return false;
  return inCommon(ours, theirs) >= maxSimilarity;
}
