/** `mkweb/auth/validators/numeric-password`: AUTH_PASSWORD_VALIDATORS entry that rejects passwords of digits only. */
import { ValidationError } from "../../validators/index.ts";
import { refuseOtherOptions, type PasswordValidatorFactory } from "./validator.ts";

/** Characters of Python's `isdigit`. */
const DIGITS = /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]+$/u;

/** Rejects passwords of digits only (`mkweb/auth/validators/numeric-password`). */
const numericPassword: PasswordValidatorFactory = (options) => {
  refuseOtherOptions("mkweb/auth/validators/numeric-password", options, []);
  return {
    validate(password) {
      if (!DIGITS.test(password)) return;
      throw new ValidationError("This password is entirely numeric.", {
        code: "password_entirely_numeric",
      });
    },
    getHelpText: () => "Your password can’t be entirely numeric.",
  };
};

export default numericPassword;
