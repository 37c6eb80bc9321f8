/**
 * `mkweb/auth/validators/minimum-length`: an entry for AUTH_PASSWORD_VALIDATORS: at least 8 characters, or
 * `minLength`.
 */
import { ValidationError } from "../../validators/index.ts";
import { numberOption, refuseOtherOptions, type PasswordValidatorFactory } from "./validator.ts";

const NAME = "mkweb/auth/validators/minimum-length";
const MIN_LENGTH = 8;

/** `mkweb/auth/validators/minimum-length`: at least `minLength` characters, by default 8. */
const minimumLength: PasswordValidatorFactory = (options) => {
  refuseOtherOptions(NAME, options, ["minLength"]);
  const minLength = numberOption(NAME, options, "minLength", MIN_LENGTH);
  const characters = `${minLength} character${minLength === 1 ? "" : "s"}`;
  return {
    validate(password) {
      if (Array.from(password).length >= minLength) return;
      throw new ValidationError(
        `This password is too short. It must contain at least ${characters}.`,
        { code: "password_too_short" },
      );
    },
    getHelpText: () => `Your password must contain at least ${characters}.`,
  };
};

export default minimumLength;
