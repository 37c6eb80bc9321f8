/**
 * Writes the pages of docs/reference/ that the code itself tells: `npm run docs:reference`. A test fails when one of
 * them is older than the code.
 */
import { writeFileSync } from "node:fs";
import { referencePages } from "./reference/pages.ts";

for (const [page, text] of Object.entries(await referencePages())) {
  writeFileSync(new URL(`../docs/reference/${page}`, import.meta.url), text);
}
