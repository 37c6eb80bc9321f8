import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** What the acceptance drivers know is kept outside of the repository: beside its clone, or where ADMIN_DRIVER says. */
const folder = process.env["ADMIN_DRIVER"];
const shared =
  folder === undefined
    ? new URL("../../../shared/conformance/admin/", import.meta.url)
    : pathToFileURL(`${folder}/`);

/** The rows that the site starts with: the drivers' own, or without these those of the repository. */
const own = new URL("site/library/fixtures/library.json", import.meta.url);
const given = new URL("fixture.json", shared);
export const fixture: URL = existsSync(given) ? given : own;

/** The scenarios in Python; `undefined` without them: the site's own tests are all there is then. */
const scenarios = new URL("driver.py", shared);
export const driver: URL | undefined = existsSync(scenarios) ? scenarios : undefined;
