/** `mkweb/auth/validators/numeric-password`: an entry for AUTH_PASSWORD_VALIDATORS: not digits alone. */
import { ValidationError } from "../../validators/index.ts";
import { refuseOtherOptions, type PasswordValidatorFactory } from "./validator.ts";

/** Python's `isdigit`. */
const DIGITS = /^[\p{Nd}²³¹⁰⁴-⁹₀-₉]+$/u;

/** `mkweb/auth/validators/numeric-password`: not digits alone. */
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
