/** Somebody who looks after the polls, in Chromium. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Page } from "playwright-core";
import {
  accessibilityFaults,
  newVisitor,
  type desktop,
  type phone,
} from "../../support/browser.ts";

/** Where to put pictures for somebody to look at, if anywhere. */
const pictures = process.env["MKWEB_TEST_SCREENSHOTS"];

export const password = "secret-pw-1";

export type Size = typeof desktop | typeof phone;

/** A window of that size, which must see no error of a script and nothing that is refused or missing. */
export async function openPage(t: TestContext, origin: string, size: Size): Promise<Page> {
  const visitor = await newVisitor(size);
  const page = await visitor.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("response", (response) => {
    const isIcon = response.url() === `${origin}favicon.ico`;
    if (response.status() >= 400 && !isIcon) complaints.push(response.url());
  });
  t.after(async () => {
    await visitor.close();
    assert.deepEqual(complaints, []);
  });
  return page;
}

export async function logIn(page: Page, word = password): Promise<void> {
  await page.fill("[name=username]", "admin");
  await page.fill("[name=password]", word);
  await page.getByRole("button", { name: "Log in" }).click();
}

/** Looks at a page: nothing sticks out of it, and nobody is shut out. */
export async function looksRight(page: Page, size: Size, name: string): Promise<void> {
  const width = await page.evaluate("document.documentElement.scrollWidth");
  assert.equal(width, size.width, `${page.url()} is as wide as the window`);
  assert.deepEqual(await accessibilityFaults(page), [], page.url());
  if (!pictures) return;
  const path = join(pictures, `tutorial-${name}-${size.width}.png`);
  await page.screenshot({ path, fullPage: true });
}
