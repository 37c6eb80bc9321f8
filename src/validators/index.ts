/** `mkweb/validators`: functions that refuse invalid values. */
export { decimalValidator } from "./decimal.ts";
export { domainNameValidator, validateDomainName, type DomainNameOptions } from "./domain-name.ts";
export { emailValidator, validateEmail, type EmailOptions } from "./email.ts";
export { fileExtensionValidator } from "./file-extension.ts";
export { validateIpv4Address, validateIpv46Address, validateIpv6Address } from "./ip-address.ts";
export {
  maxLengthValidator,
  maxValueValidator,
  minLengthValidator,
  minValueValidator,
} from "./limits.ts";
export {
  intListValidator,
  prohibitNullCharacters,
  regexValidator,
  validateCommaSeparatedIntegerList,
  validateInteger,
  validateSlug,
  validateUnicodeSlug,
  type IntegerListOptions,
  type RegexOptions,
  type Validator,
  type ValidatorOptions,
} from "./patterns.ts";
export { stepValueValidator, type StepOptions } from "./step.ts";
export { urlValidator, validateUrl, type UrlOptions } from "./url.ts";
export {
  NON_FIELD_ERRORS,
  ValidationError,
  type HtmlMessage,
  type ValidationErrorOptions,
} from "./validation-error.ts";
