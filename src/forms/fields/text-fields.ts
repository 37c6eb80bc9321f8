/** Text fields with a special format. */
import { textOf } from "../../templates/index.ts";
import {
  regexValidator,
  urlValidator,
  validateEmail,
  validateIpv4Address,
  validateIpv46Address,
  validateIpv6Address,
  validateSlug,
  validateUnicodeSlug,
  ValidationError,
} from "../../validators/index.ts";
import { isEmptyValue } from "../empty.ts";
import { formsEnvironment } from "../environment.ts";
import { EmailInput, URLInput } from "../widgets/input.ts";
import { CharField, strip, type CharOptions } from "./char-field.ts";
import type { FieldValidator } from "./field.ts";
import { shortestIpv6 } from "./ipv6.ts";

/** A text that matches a pattern; use `^` and `$` to match all of it. */
export class RegexField<Value = string> extends CharField<Value> {
  readonly regex: RegExp;

  /** @param options.strip Default false. */
  constructor(regex: RegExp | string, options: CharOptions = {}) {
    super({ strip: false, ...options });
    this.regex = typeof regex === "string" ? new RegExp(regex, "u") : regex;
    this.validators.push(regexValidator(this.regex));
  }
}

/** An email address of at most 320 characters. */
export class EmailField<Value = string> extends CharField<Value> {
  static override widget = EmailInput;
  static override defaultValidators: readonly FieldValidator[] = [validateEmail];

  constructor(options: Omit<CharOptions, "strip"> = {}) {
    super({ maxLength: 320, ...options });
  }
}

export interface SlugOptions extends CharOptions {
  /** Whether to accept letters of all scripts. Default false. */
  readonly allowUnicode?: boolean | undefined;
}

/** Letters, digits, underscores and hyphens. */
export class SlugField<Value = string> extends CharField<Value> {
  readonly allowUnicode: boolean;

  constructor({ allowUnicode = false, ...options }: SlugOptions = {}) {
    const own = allowUnicode ? validateUnicodeSlug : validateSlug;
    super({ ...options, validators: [own, ...(options.validators ?? [])] });
    this.allowUnicode = allowUnicode;
  }
}

export interface URLOptions extends Omit<CharOptions, "strip"> {
  /** Scheme of a URL without one. Default `"http"`, or `"https"` with FORMS_URLFIELD_ASSUME_HTTPS. */
  readonly assumeScheme?: string | undefined;
}

/** A web or FTP URL. */
export class URLField<Value = string> extends CharField<Value> {
  static override widget = URLInput;
  static override defaultErrorMessages = { invalid: "Enter a valid URL." };
  static override defaultValidators: readonly FieldValidator[] = [urlValidator()];
  protected readonly ownScheme: string | undefined;

  constructor({ assumeScheme, ...options }: URLOptions = {}) {
    super(options);
    this.ownScheme = assumeScheme;
  }

  get assumeScheme(): string {
    return this.ownScheme ?? (formsEnvironment().assumeHttps ? "https" : "http");
  }

  override toPython(value: unknown): unknown {
    const text = super.toPython(value);
    if (typeof text !== "string" || text === "") return text;
    if (/^[a-z][^:/]*:/i.test(text)) return text;
    return `${this.assumeScheme}:${text.startsWith("//") ? "" : "//"}${text}`;
  }
}

/** A UUID, with hyphens. */
export class UUIDField<Value = string> extends CharField<Value> {
  static override defaultErrorMessages = { invalid: "Enter a valid UUID." };

  override toPython(value: unknown): unknown {
    const text = super.toPython(value);
    if (isEmptyValue(text)) return null;
    const bare = textOf(text)
      .replaceAll(/urn:|uuid:/g, "")
      .replaceAll(/^[{}]+|[{}]+$/g, "")
      .replaceAll("-", "");
    // Python accepts a hexadecimal number of 32 characters, even with `0x` and underscores.
    const digits = bare.replace(/^0x_?/i, "").replaceAll(/(?<=[0-9a-f])_(?=[0-9a-f])/gi, "");
    if (bare.length !== 32 || !/^[0-9a-f]+$/i.test(digits)) throw this.error("invalid");
    return digits
      .padStart(32, "0")
      .toLowerCase()
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }
}

export type IPProtocol = "both" | "IPv4" | "IPv6";

export interface GenericIPAddressOptions extends Omit<CharOptions, "strip"> {
  /** Default `"both"`. */
  readonly protocol?: IPProtocol | undefined;
  /** Whether `::ffff:192.0.2.1` becomes `192.0.2.1`; only for both protocols. Default false. */
  readonly unpackIpv4?: boolean | undefined;
}

const addressValidators: Readonly<Record<string, (value: string) => void>> = {
  both: validateIpv46Address,
  ipv4: validateIpv4Address,
  ipv6: validateIpv6Address,
};

/** An IP address; IPv6 in its shortest form. */
export class GenericIPAddressField<Value = string> extends CharField<Value> {
  readonly protocol: IPProtocol;
  readonly unpackIpv4: boolean;

  /** @throws {RangeError} If the protocol is unknown, or `unpackIpv4` is set for a single protocol. */
  constructor({ protocol = "both", unpackIpv4 = false, ...options }: GenericIPAddressOptions = {}) {
    const name = protocol.toLowerCase();
    const validator = Object.hasOwn(addressValidators, name) ? addressValidators[name] : undefined;
    if (!validator) throw new RangeError(`The protocol '${protocol}' is unknown.`);
    if (unpackIpv4 && name !== "both") {
      throw new RangeError('You can only use `unpackIpv4` if `protocol` is set to "both".');
    }
    super({ maxLength: 39, ...options, validators: [validator, ...(options.validators ?? [])] });
    this.protocol = protocol;
    this.unpackIpv4 = unpackIpv4;
  }

  override toPython(value: unknown): unknown {
    if (isEmptyValue(value)) return "";
    const text = strip(textOf(value));
    if (!text.includes(":")) return text;
    const short = shortestIpv6(text, this.unpackIpv4, this.maxLength);
    if (short === undefined) {
      throw new ValidationError("This is not a valid IPv6 address.", { code: "invalid" });
    }
    return short;
  }
}
