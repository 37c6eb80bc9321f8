/** The pages of a generated resource as a visitor uses them, at a desk and on a phone. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { Page } from "playwright-core";
import { accessibilityFaults, desktop, newVisitor, noChromium, phone } from "../support/browser.ts";
import { everyType, siteWithPolls } from "./support.ts";

/** Where to put pictures for somebody to look at, if anywhere. */
const pictures = process.env["MKWEB_TEST_SCREENSHOTS"];

const password = "a password of the tests";

/** A picture of one red dot. */
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
  "base64",
);

/** What is typed into each field. */
const typed: Readonly<Record<string, string>> = {
  title: "A chair",
  body: "It has four legs.\nAnd a <back>.",
  count: "3",
  rank: "-4",
  views: "9007199254740993",
  seats: "1",
  ratio: "0.5",
  price: "1234.50",
  day: "2026-05-04",
  pub_date: "2026-05-04T12:30",
  begins: "08:15:00",
  length: "01:30:00",
  address: "ann@example.com",
  site: "https://example.com/chair?a=1&b=2",
  slug: "a-chair",
  token: "0b3f4a52-6d1c-4a8e-9a34-0d6f1f8f5a11",
  data: '{"legs": 4}',
  ip: "192.0.2.1",
};

async function servedSite(t: TestContext): Promise<string> {
  const site = await siteWithPolls(t, { DJANGO_SUPERUSER_PASSWORD: password });
  for (const words of [
    ["generate", "resource", "Tag", "name:string:50"],
    ["generate", "resource", "Thing", ...everyType],
    ["migrate"],
    ["createsuperuser", "--noinput", "--username", "ann", "--email", "ann@example.com"],
  ]) {
    const run = await site.manage(...words);
    assert.equal(run.status, 0, run.stderr);
  }
  const urls = await site.read("site/urls.ts");
  await site.write(
    "site/urls.ts",
    urls
      .replace("= [", '= [\n  path("accounts/", include(accounts)),')
      .replace(/^import/m, 'import * as accounts from "mkweb/auth/urls";\nimport'),
  );
  const made = await site.manage("shell", "-c", 'await Tag.objects.create({ name: "wood" })');
  assert.equal(made.status, 0, made.stderr);
  return site.serve();
}

type Size = typeof desktop | typeof phone;

/** Looks at a page: nothing sticks out of it, and nobody is shut out. */
async function looksRight(page: Page, size: Size): Promise<void> {
  const width = await page.evaluate("document.documentElement.scrollWidth");
  assert.equal(width, size.width, `${page.url()} is as wide as the window`);
  assert.deepEqual(await accessibilityFaults(page), [], page.url());
  if (!pictures) return;
  const name = new URL(page.url()).pathname.replaceAll(/\W+/g, "-");
  await page.screenshot({
    path: join(pictures, `generated${name}${size.width}.png`),
    fullPage: true,
  });
}

async function fill(page: Page): Promise<void> {
  for (const [name, text] of Object.entries(typed)) await page.fill(`[name=${name}]`, text);
  await page.check("[name=open]");
  await page.selectOption("[name=status]", "in_review");
  for (const name of ["author", "owner"])
    await page.selectOption(`[name=${name}]`, { label: "ann" });
  await page.selectOption("[name=tags]", { label: "wood" });
  await giveFiles(page);
}

/** No page knows the files of a visitor, so they are given again with each attempt. */
async function giveFiles(page: Page): Promise<void> {
  const paper = { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("paper") };
  await page.setInputFiles("[name=paper]", paper);
  await page.setInputFiles("[name=photo]", { name: "dot.png", mimeType: "image/png", buffer: dot });
}

async function logIn(page: Page, size: Size): Promise<void> {
  await looksRight(page, size);
  await page.fill("[name=username]", "ann");
  await page.fill("[name=password]", password);
  await page.click("[type=submit]");
}

async function add(page: Page, size: Size): Promise<void> {
  await page.click("text=Add thing");
  await looksRight(page, size);
  await fill(page);
  await page.fill("[name=ip]", "192.0.2.999");
  await page.click("text=Save");
  const wrong = page.locator("[aria-invalid=true]");
  assert.deepEqual(await wrong.evaluateAll((all) => all.map((each) => each.getAttribute("name"))), [
    "ip",
  ]);
  assert.equal(await page.inputValue("[name=body]"), typed["body"], "nothing typed is lost");
  await looksRight(page, size);
  await page.fill("[name=ip]", "192.0.2.1");
  await giveFiles(page);
  await page.click("text=Save");
  const text = await page.innerText("main");
  for (const shown of ["A chair", "And a <back>.", "9007199254740993", "1234.50", "In review"]) {
    assert.ok(text.includes(shown), `${shown} is shown:\n${text}`);
  }
  await looksRight(page, size);
}

async function change(page: Page, size: Size): Promise<void> {
  await page.click("text=Change");
  await looksRight(page, size);
  for (const [name, value] of Object.entries(typed)) {
    assert.equal(await page.inputValue(`[name=${name}]`), value, name);
  }
  await page.fill("[name=title]", "A table");
  await page.uncheck("[name=open]");
  await page.click("text=Save");
  assert.equal(await page.innerText("h1"), "A table");
}

async function remove(page: Page, size: Size): Promise<void> {
  await page.click("text=Delete");
  assert.equal(await page.innerText("h1"), "Delete A table?");
  await looksRight(page, size);
  await page.click("button:has-text('Delete')");
  assert.match(await page.innerText("main"), /There are no things yet\./);
}

describe("a generated resource in a browser", { skip: noChromium }, () => {
  it("is made, changed and deleted", async (t) => {
    const address = await servedSite(t);
    for (const [where, size] of [
      ["at a desk", desktop],
      ["on a phone", phone],
    ] as const) {
      await t.test(where, async () => {
        const context = await newVisitor(size);
        const page = await context.newPage();
        await page.goto(`${address}polls/things/add/`);
        await logIn(page, size);
        await page.goto(`${address}polls/things/`);
        await looksRight(page, size);
        await add(page, size);
        await change(page, size);
        await remove(page, size);
        await context.close();
      });
    }
  });
});
