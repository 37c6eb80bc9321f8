/**
 * Writes the generated pages of docs/reference/: `npm run docs:reference`. A test fails if one of them is
 * outdated.
 */
import { writeFileSync } from "node:fs";
import { referencePages } from "./reference/pages.ts";

for (const [page, text] of Object.entries(await referencePages())) {
  writeFileSync(new URL(`../docs/reference/${page}`, import.meta.url), text);
}
