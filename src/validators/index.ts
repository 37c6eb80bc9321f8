export { emailValidator, validateEmail, type EmailOptions } from "./email.ts";
export { validateIpv4Address, validateIpv46Address, validateIpv6Address } from "./ip-address.ts";
export {
  decimalValidator,
  maxLengthValidator,
  maxValueValidator,
  minLengthValidator,
  minValueValidator,
} from "./limits.ts";
export {
  prohibitNullCharacters,
  regexValidator,
  validateInteger,
  validateSlug,
  validateUnicodeSlug,
  type RegexOptions,
  type Validator,
  type ValidatorOptions,
} from "./patterns.ts";
export { urlValidator, validateUrl, type UrlOptions } from "./url.ts";
export {
  NON_FIELD_ERRORS,
  ValidationError,
  type ValidationErrorOptions,
} from "./validation-error.ts";
