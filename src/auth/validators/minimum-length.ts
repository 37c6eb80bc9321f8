/**
 * `mkweb/auth/validators/minimum-length`: AUTH_PASSWORD_VALIDATORS entry that requires at least `minLength` characters,
 * by default 8.
 */
import { ValidationError } from "../../validators/index.ts";
import { numberOption, refuseOtherOptions, type PasswordValidatorFactory } from "./validator.ts";

const NAME = "mkweb/auth/validators/minimum-length";
const MIN_LENGTH = 8;

/** Requires at least `minLength` characters, by default 8 (`mkweb/auth/validators/minimum-length`). */
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
