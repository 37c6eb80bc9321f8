/** Writes the list of common passwords to dist/, a tenth of the size of the package it comes from. */
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { dictionary } from "@zxcvbn-ts/language-common";

/** The package with the list, for {@link licenses}. */
export const passwordsPackage = "../node_modules/@zxcvbn-ts/language-common/";

/** Writes `common-passwords.txt.gz`: one password per line, in lower case. */
export function writeCommonPasswords(dist: URL): void {
  const passwords = dictionary["passwords-common"].map((each) => each.toLowerCase());
  const text = `${[...new Set(passwords)].join("\n")}\n`;
  writeFileSync(new URL("common-passwords.txt.gz", dist), gzipSync(text, { level: 9 }));
}
