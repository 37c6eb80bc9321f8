import { existsSync } from "node:fs";

/** What the acceptance drivers know: kept outside of the repository, beside its clone. */
const shared = new URL("../../../shared/conformance/admin/", import.meta.url);

/** The rows that the site starts with: the drivers' own, or without these those of the repository. */
const own = new URL("site/fixtures/site.json", import.meta.url);
const given = new URL("fixture.json", shared);
export const fixture: URL = existsSync(given) ? given : own;

/** The scenarios in Python, and why they cannot be played, or `false`: for a test's `skip`. */
export const driver: URL = new URL("driver.py", shared);
export const noDriver: string | false = existsSync(driver)
  ? false
  : `there is no ${driver.pathname}`;
