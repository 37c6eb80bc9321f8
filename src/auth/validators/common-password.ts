/**
 * `mkweb/auth/validators/common-password`: AUTH_PASSWORD_VALIDATORS entry that rejects 49,233 common passwords.
 */
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { ImproperlyConfigured } from "../../conf/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { refuseOtherOptions, type PasswordValidatorFactory } from "./validator.ts";

const NAME = "mkweb/auth/validators/common-password";

/**
 * Rejects 49,233 common passwords in upper or lower case (`mkweb/auth/validators/common-password`).
 * `passwordListPath` names your own list, one password per line in lower case, which may be gzipped.
 */
const commonPassword: PasswordValidatorFactory = (options) => {
  refuseOtherOptions(NAME, options, ["passwordListPath"]);
  const { passwordListPath: path } = options;
  if (path !== undefined && typeof path !== "string" && !(path instanceof URL)) {
    throw new ImproperlyConfigured(
      `AUTH_PASSWORD_VALIDATORS: option 'passwordListPath' of '${NAME}' must be a path or a URL.`,
    );
  }
  let passwords: Promise<ReadonlySet<string>> | undefined;
  return {
    async validate(password) {
      passwords ??= passwordsIn(path ?? usualList);
      if (!(await passwords).has(password.toLowerCase().trim())) return;
      throw new ValidationError("This password is too common.", { code: "password_too_common" });
    },
    getHelpText: () => "Your password can’t be a commonly used password.",
  };
};

export default commonPassword;

/** Built from a package's list; loaded when the first password is checked. */
const usualList = new URL(
  "dist/common-passwords.txt.gz",
  import.meta.resolve("mkweb/package.json"),
);

async function passwordsIn(path: string | URL): Promise<ReadonlySet<string>> {
  const bytes = await readFile(path);
  const isGzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (isGzipped ? gunzipSync(bytes) : bytes).toString("utf8");
  return new Set(text.split("\n").map((line) => line.trim()));
}
