/**
 * The debug toolbar as a browser shows it.
 * Slow, as axe-core judges 500 queries at two sizes.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accessibilityFaults, desktop, newVisitor, noChromium, phone } from "../support/browser.ts";
import { makeLibrary } from "./site.ts";

const strict = {
  SECURE_CSP: {
    "default-src": "'none'",
    "script-src": "<CSP_NONCE_SENTINEL>",
    "style-src": "<CSP_NONCE_SENTINEL>",
    "frame-src": "'self'",
  },
};

describe("the debug toolbar in a browser", { skip: noChromium }, () => {
  for (const [name, viewport] of Object.entries({ desktop, phone })) {
    it(`opens beside a page with 500 queries, all of them listed, under a strict policy (${name})`, async (t) => {
      const site = await makeLibrary(t, strict);
      const visitor = await newVisitor(viewport);
      t.after(() => visitor.close());
      const page = await visitor.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(`${site.url}/many/`);
      assert.ok(!asked.some((path) => /__debug__\/\w+\/$/.test(path)), "read before it was opened");

      await page.getByRole("link", { name: /500 queries/ }).click();
      const frame = page.frameLocator("iframe");
      await frame.getByRole("heading", { name: /Queries 500/ }).waitFor();
      assert.equal(await frame.locator(".queries > li").count(), 500);
      await frame.locator(".queries summary").first().click();
      await frame.getByText("database default").first().waitFor();

      await frame.locator(".queries summary").first().press("Escape");
      await page.locator("dialog").waitFor({ state: "hidden" });
      const own = asked.find((path) => /__debug__\/\w+\/$/.test(path));
      await page.goto(site.url + own);
      assert.deepEqual(await accessibilityFaults(page), []);
      const isWide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
      assert.equal(isWide, false);
    });
  }

  it("leads to its page where the site's policy allows neither scripts nor frames", async (t) => {
    const site = await makeLibrary(t, { SECURE_CSP: { "default-src": "'none'" } });
    const visitor = await newVisitor();
    t.after(() => visitor.close());
    const page = await visitor.newPage();
    await page.goto(`${site.url}/`);
    await page.getByRole("link", { name: /9 queries/ }).click();
    await page.getByRole("heading", { name: /Queries 9/ }).waitFor();
  });

  it("has contrast enough in the dark scheme as well", async (t) => {
    const site = await makeLibrary(t);
    const visitor = await newVisitor();
    t.after(() => visitor.close());
    const page = await visitor.newPage();
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto(`${site.url}/`);
    const own = await page.getByRole("link", { name: /9 queries/ }).getAttribute("href");
    await page.goto(new URL(String(own), site.url).href);
    for (const summary of await page.locator("summary").all()) await summary.click();
    assert.deepEqual(await accessibilityFaults(page), []);
  });
});
