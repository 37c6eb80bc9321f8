/** A real Chromium without a screen: one for a test file, started when first asked for, with a context for each visitor. */
import { spawnSync } from "node:child_process";
import { after } from "node:test";
import axe from "axe-core";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

const found = spawnSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" });

/** Why there is no Chromium here, or `false`: for a test's `skip`. */
export const noChromium: string | false =
  found.status === 0 ? false : "chromium is not installed (Debian: chromium)";

/** Sizes of a window that pages are looked at in. */
export const desktop = { width: 1100, height: 900 } as const;
export const phone = { width: 375, height: 740 } as const;

const launch = {
  executablePath: found.stdout.trim(),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

let started: Promise<Browser> | undefined;
after(async () => (await started)?.close());

/** Another visitor, with cookies of its own; whoever opens it closes it, or the end of the test file does. */
export async function newVisitor(
  viewport: Readonly<{ width: number; height: number }> = desktop,
): Promise<BrowserContext> {
  started ??= chromium.launch(launch);
  return (await started).newContext({ viewport });
}

/**
 * A browser of its own whose profile stays in a folder when it is closed, as a user's does.
 *
 * @param profile The folder; made if it is missing.
 */
export function openProfile(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, { ...launch, viewport: desktop });
}

/** The text of a page as a visitor reads it. */
export async function textAt(page: Page, url: string): Promise<string> {
  await page.goto(url);
  return page.innerText("body");
}

/**
 * What axe-core finds wrong with a page for people who cannot see, hear or point, one line for each element: the rule,
 * the element and what to do.
 */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // Colours that change little by little have none of their contrasts yet.
  await page.evaluate(
    "Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition).map(({ finished }) => finished)).then(() => undefined)",
  );
  // Not as an element of the page, which a strict Content-Security-Policy would refuse.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  // Of what is right it would describe every element, which takes most of its time.
  const { violations } = await page.evaluate<axe.AxeResults>(
    'axe.run({ resultTypes: ["violations"] })',
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(" ")}: ${help}`),
  );
}
