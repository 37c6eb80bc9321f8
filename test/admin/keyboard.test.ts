/**
 * The admin without a pointer, and for who does not see it: whole ways by keys alone, and axe-core on every page.
 * Slow, as axe-core judges 38 pages, and Chromium moves the focus by one Tab after another.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { accessibilityFaults, newVisitor, noChromium, phone } from "../support/browser.ts";
import { some } from "../support/thorough.ts";
import { startSite, type Served } from "./serving.ts";

/** Every kind of page of the site. */
const pages = [
  "",
  "library/",
  "library/author/",
  "library/author/add/",
  "library/book/",
  "library/book/?q=nothing+of+the+kind",
  "library/book/?language__exact=en&_facets=True",
  "library/book/add/",
  "library/book/1/change/",
  "library/book/1/delete/",
  "library/book/1/history/",
  "library/bookinstance/",
  "library/genre/add/?_popup=1",
  "library/review/",
  "polls/question/",
  "polls/question/1/change/",
  "auth/user/",
  "auth/user/add/",
  "auth/user/2/change/",
  "auth/user/2/password/",
  "auth/group/1/change/",
  "password_change/",
];

/** More than any page has to tab through. */
const MOST_TABS = 150;

/** Tabs on until the focus is on what the selector names. */
async function reach(page: Page, selector: string): Promise<void> {
  const isThere = `document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`;
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await page.evaluate<boolean>(isThere)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(
    `${selector} cannot be reached by Tab at ${page.url()}:\n${await page.innerText("body")}`,
  );
}

async function press(page: Page, selector: string): Promise<void> {
  await reach(page, selector);
  await page.keyboard.press("Enter");
}

async function write(page: Page, selector: string, text: string): Promise<void> {
  await reach(page, selector);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

describe("the admin by keys alone, and read aloud", { skip: noChromium }, () => {
  let folder = "";
  let site: Served;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "mkweb-keyboard-"));
    site = await startSite(`sqlite:${join(folder, "db.sqlite3")}`, { DEBUG: "true" });
  });
  after(async () => {
    site.process.child.kill();
    await site.process.ended();
    await rm(folder, { recursive: true });
  });

  async function logIn(size?: typeof phone): Promise<Page> {
    const page = await (await newVisitor(size)).newPage();
    await page.goto(`${site.origin}/admin/`);
    await write(page, "[name=username]", "admin");
    await write(page, "[name=password]", "pw-admin");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${site.origin}/admin/`);
    return page;
  }

  it("adds an object, finds it, changes it, reads its history and deletes it", async () => {
    const page = await logIn();
    await press(page, "#content a[href$='library/author/add/']");
    await page.waitForURL(/author\/add\//);
    await write(page, "[name=first_name]", "Key");
    await write(page, "[name=last_name]", "Board");
    await press(page, "[name=_save]");
    await page.waitForURL(/library\/author\/$/);
    assert.match(await page.innerText(".messagelist"), /was added successfully/);

    await write(page, "#searchbar", "Board");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=Board/);
    await press(page, "#result_list tbody th a");
    await page.waitForURL(/\/change\//);
    await write(page, "[name=first_name]", "Other");
    await press(page, "[name=_continue]");
    await page.waitForSelector(".messagelist");
    assert.equal(await page.inputValue("[name=first_name]"), "Other");

    await press(page, ".object-tools a[href*='history']");
    await page.waitForURL(/\/history\//);
    assert.equal(await page.locator("#change-history tbody tr").count(), 2);
    await page.goBack();
    await press(page, ".deletelink");
    await page.waitForURL(/\/delete\//);
    await press(page, "#content form [type=submit]");
    await page.waitForURL(/library\/author\//);
    assert.match(await page.innerText(".messagelist"), /was deleted successfully/);
  });

  it("begins with a link past the navigation, opens folded parts and adds inline forms", async () => {
    const page = await logIn();
    await page.goto(`${site.origin}/admin/library/book/1/change/`);
    await page.keyboard.press("Tab");
    assert.match(await page.innerText(":focus"), /Skip to main content/);
    await page.keyboard.press("Enter");
    await press(page, "details.collapse summary, details summary");
    await write(page, "[name=price]", "12.50");
    const copies = page.locator("[name$=-imprint]:not([name*=__prefix__])");
    const before = await copies.count();
    await press(page, "#bookinstance_set-group .add-row, #bookinstance_set-group .add-row *");
    assert.equal(await copies.count(), before + 1);
    await write(page, `[name=bookinstance_set-${before}-imprint]`, "Keys");
    await press(page, "[name=_continue]");
    await page.waitForSelector(".messagelist");
    assert.equal(await page.inputValue("[name=price]"), "12.50");
  });

  for (const [name, size, colorScheme] of [
    ["at a desk", undefined, "light"],
    ["at a desk in the dark", undefined, "dark"],
    ["on a phone", phone, "light"],
  ] as const) {
    it(`has no fault that axe-core finds, ${name}`, async () => {
      const page = await logIn(size);
      await page.emulateMedia({ colorScheme });
      const faults: string[] = [];
      // Colours and widths are the same on every page; `npm run test:thorough` looks at each all the same.
      for (const path of name === "at a desk" ? pages : some(pages, 3)) {
        const answer = await page.goto(`${site.origin}/admin/${path}`);
        assert.equal(answer?.status(), 200, path);
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${path}: ${fault}`));
      }
      await page.context().clearCookies();
      await page.goto(`${site.origin}/admin/login/`);
      faults.push(...(await accessibilityFaults(page)));
      assert.deepEqual(faults, []);
    });
  }
});
