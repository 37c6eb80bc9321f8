/** Values to validate, generated, and what mkweb says of them. */
import { asciiUsernameValidator, unicodeUsernameValidator } from "../../src/auth/index.ts";
import {
  decimalValidator,
  domainNameValidator,
  intListValidator,
  maxLengthValidator,
  minLengthValidator,
  stepValueValidator,
  validateCommaSeparatedIntegerList,
  validateDomainName,
  validateEmail,
  validateInteger,
  validateIpv46Address,
  validateIpv4Address,
  validateIpv6Address,
  validateSlug,
  validateUnicodeSlug,
  validateUrl,
  ValidationError,
} from "../../src/validators/index.ts";
import type { Random } from "./random.ts";

export type Question = readonly [validator: keyof typeof validators, value: string];

const validators = {
  email: validateEmail,
  url: validateUrl,
  slug: validateSlug,
  unicodeSlug: validateUnicodeSlug,
  integer: validateInteger,
  ipv4: validateIpv4Address,
  ipv6: validateIpv6Address,
  ipv46: validateIpv46Address,
  minLength3: minLengthValidator(3),
  maxLength1: maxLengthValidator(1),
  decimal: decimalValidator(5, 2),
  domainName: validateDomainName,
  asciiDomainName: domainNameValidator({ acceptIdna: false }),
  integerList: validateCommaSeparatedIntegerList,
  negativeList: intListValidator({ separator: " - ", allowNegative: true }),
  step: stepValueValidator(0.25),
  offsetStep: stepValueValidator(3.5, { offset: 1.25 }),
  asciiUsername: asciiUsernameValidator(),
  unicodeUsername: unicodeUsernameValidator(),
};

/** The message, or `null` for a valid value. */
export function answerTo([validator, value]: Question): string | null {
  try {
    validators[validator](value);
    return null;
  } catch (error) {
    if (error instanceof ValidationError) return error.messages[0] ?? "";
    throw error;
  }
}

const kinds = [
  "email",
  "email",
  "url",
  "url",
  "url",
  "text",
  "ip",
  "decimal",
  "domain",
  "list",
  "step",
  "user",
] as const;

export function makeQuestion(random: Random): Question {
  const kind = random.pick(kinds);
  if (kind === "email") return ["email", email(random)];
  if (kind === "url") return ["url", url(random)];
  if (kind === "ip")
    return [
      random.pick(["ipv4", "ipv6", "ipv46"]),
      random.chance(0.5) ? ipv4(random) : ipv6(random),
    ];
  if (kind === "decimal") return ["decimal", decimal(random)];
  if (kind === "domain") return [random.pick(["domainName", "asciiDomainName"]), domain(random)];
  if (kind === "step") return [random.pick(["step", "offsetStep"]), step(random)];
  if (kind === "list") {
    const numbers = random.times(4, () => random.pick(["1", "23", "-4", "٣", "", " 5", "x"]));
    const separator = random.pick([",", ",", " - ", ", "]);
    return [random.pick(["integerList", "negativeList"]), numbers.join(separator)];
  }
  if (kind === "user") {
    const name = random.times(5, () => random.pick(characters)).join("");
    return [random.pick(["asciiUsername", "unicodeUsername"]), name];
  }
  const validator = random.pick(["slug", "unicodeSlug", "integer", "minLength3", "maxLength1"]);
  return [validator, random.times(5, () => random.pick(characters)).join("")];
}

const characters = [
  "a",
  "Z",
  "0",
  "9",
  "-",
  "_",
  ".",
  " ",
  "é",
  "ß",
  "語",
  "😀",
  "%",
  "\n",
  "+",
  "K",
  "٣",
  "/",
  "@",
] as const;
const label = [
  "a",
  "example",
  "x-y",
  "-a",
  "a-",
  "a".repeat(63),
  "b".repeat(64),
  "1",
  "xn--80ak6aa92e",
  "é",
  "ex_ample",
  "ä-ö",
  "",
] as const;
const top = [
  "com",
  "c",
  "museum",
  "co.uk",
  "123",
  "c-m",
  "xn--p1ai",
  "рф",
  "-com",
  "com-",
  "com.",
  "",
] as const;

function domain(random: Random): string {
  if (random.chance(0.08)) return "localhost";
  if (random.chance(0.12)) return ipv4(random);
  if (random.chance(0.12)) return `[${random.chance(0.5) ? ipv6(random) : ipv4(random)}]`;
  return [...random.times(3, () => random.pick(label)), random.pick(top)].join(".");
}

function ipv4(random: Random): string {
  const byte = () =>
    random.pick([
      "0",
      "1",
      "9",
      "10",
      "99",
      "127",
      "199",
      "249",
      "255",
      "256",
      "01",
      "300",
      "",
      "a",
    ]);
  const good = () => String(random.below(256));
  return Array.from(
    { length: random.chance(0.9) ? 4 : random.below(6) },
    random.chance(0.5) ? good : byte,
  ).join(".");
}

function ipv6(random: Random): string {
  const group = () => random.pick(["0", "1", "ffff", "FFFF", "abcd", "12345", "g", "", ""]);
  const text = random.times(9, group).join(":");
  return random.pick([
    text,
    `${text}::`,
    `::${text}`,
    `::ffff:${ipv4(random)}`,
    "::1",
    "2001:db8::8a2e",
    `fe80::1%eth0`,
  ]);
}

function email(random: Random): string {
  const part = () =>
    random.pick([
      "a",
      "A.b",
      "user+tag",
      "!#$%&'*+/=?^_`{}|~-",
      '"quoted"',
      '"a b"',
      '"a\\"b"',
      '"',
      "a..b",
      ".a",
      "a.",
      "é",
      "a b",
      "\t",
      "K",
      "x".repeat(300),
      "",
    ]);
  return (
    random.times(2, part).join(random.pick(["", ".", "+"])) +
    random.pick(["@", "@", "@", "@", "", "@@"]) +
    domain(random)
  );
}

function url(random: Random): string {
  const scheme = random.pick(["http", "https", "HTTP", "ftp", "ftps", "git", "", "1http"]);
  const slashes = random.pick(["://", "://", "://", "://", "://", ":/", ":", "//"]);
  const login = random.pick([
    "",
    "",
    "",
    "user@",
    "user:pass@",
    "user:@",
    ":@",
    "us er@",
    "a:b:c@",
    "%40@",
    "a@b@",
  ]);
  const port = random.pick(["", "", "", ":80", ":65536", ":123456", ":", ":a", ":0"]);
  const rest = random.pick([
    "",
    "",
    "/",
    "/path/?q=1#f",
    "?q",
    "#f",
    "/a b",
    "/é",
    "x",
    "/\t",
    "/\n",
    "\\",
    "/@x:y",
    `/${"x".repeat(2048)}`,
  ]);
  return scheme + slashes + login + domain(random) + port + rest;
}

/** Some are whole steps, some nearly. */
function step(random: Random): string {
  const whole = random.pick([0, 0.25, 0.75, 1.25, 4.75, 8.25, 1e6, 7.5e7]) * random.pick([1, -1]);
  return String(whole + random.pick([0, 0, 1e-10, 1e-8, 0.1, 0.125]));
}

function decimal(random: Random): string {
  if (random.chance(0.05)) return random.pick(["NaN", "-NaN", "sNaN", "Infinity", "-Infinity"]);
  const digits = () => random.times(6, () => String(random.below(10))).join("");
  const text = `${random.pick(["", "-", "+"])}${digits() || "0"}${random.chance(0.6) ? `.${digits() || "0"}` : ""}`;
  return text + random.pick(["", "", "", "E+2", "e-3", "E5", "E0"]);
}
