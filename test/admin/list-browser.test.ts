/**
 * The list in a real browser: choosing rows, what it asks before something is lost, filters, and who cannot see or
 * point.
 * Slow, as each test opens pages of its own in Chromium.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { getApplication, serve } from "mkweb/server";
import type { BrowserContext, Page } from "playwright-core";
import { accessibilityFaults, desktop, newVisitor, noChromium, phone } from "../support/browser.ts";
import { openShop, type Shop } from "./shop-site.ts";
import { Item, Maker } from "./shop/shop/models.ts";

describe("the list in a browser", { skip: noChromium }, () => {
  let shop: Shop;
  let origin = "";
  /** The visitor of all tests, who has logged in. */
  let boss: BrowserContext;
  const stop = new AbortController();
  const complaints: string[] = [];

  before(async () => {
    process.env["DEBUG"] = "true";
    shop = await openShop();
    for (const name of ["Acme", "Bolt", "Cobalt"]) await Maker.objects.create({ name });
    for (const name of ["Anvil", "Bell", "Comb", "Drum"]) {
      await Item.objects.create({ name, kind: "t", madeOn: "2018-02-08", maker: 1 });
    }
    const application = await getApplication(new URL("shop/mysite/settings.ts", import.meta.url), {
      staticFiles: true,
    });
    ({ url: origin } = await serve(application, {
      port: 0,
      signal: stop.signal,
      gracePeriodMs: 500,
    }));
    boss = await newVisitor();
    const page = await boss.newPage();
    await page.goto(`${origin}admin/login/`);
    await page.fill("[name=username]", "boss");
    await page.fill("[name=password]", "pw");
    await page.press("[name=password]", "Enter");
    await page.waitForURL(`${origin}admin/`);
    await page.close();
  });

  afterEach(async () => {
    for (const page of boss.pages()) await page.close();
  });

  after(async () => {
    stop.abort();
    await shop.close();
  });

  async function open(path: string, size: { width: number; height: number } = desktop) {
    const page = await boss.newPage();
    await page.setViewportSize(size);
    page.on("console", (message) => {
      const isIcon = message.location().url.endsWith("/favicon.ico");
      if (message.type() === "error" && !isIcon) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${origin}admin/${path}`);
    return page;
  }

  const counter = (page: Page) => page.textContent(".action-counter");

  it("counts what is chosen, a range at a time with shift, and offers the other pages", async () => {
    const page = await open("shop/item/");
    const boxes = page.locator(".action-select");
    await boxes.nth(0).check();
    assert.equal(await counter(page), "1 of 3 selected");
    await boxes.nth(2).click({ modifiers: ["Shift"] });
    assert.equal(await counter(page), "3 of 3 selected");
    await page.click(".question");
    assert.equal(await page.textContent(".all"), "All 4 selected");
    assert.equal(await page.inputValue(".select-across"), "1");
    await page.selectOption("[name=action]", "restock");
    await page.click("button[name=index]");
    await page.waitForSelector(".messagelist");
    assert.match((await page.textContent(".messagelist")) ?? "", /4 restocked/);
  });

  it("takes the choice back by its button and by the box of all rows", async () => {
    const page = await open("shop/item/");
    await page.check("#action-toggle");
    await page.click(".question");
    await page.click(".clear");
    assert.equal(await counter(page), "0 of 3 selected");
    await page.check("#action-toggle");
    await page.uncheck("#action-toggle");
    assert.equal(await counter(page), "0 of 3 selected");
    assert.equal(await page.inputValue(".select-across"), "0");
  });

  it("asks before an action drops what was typed, and before Save forgets the action", async () => {
    const page = await open("shop/maker/");
    const asked: string[] = [];
    page.on("dialog", async (dialog) => {
      asked.push(dialog.message());
      await dialog.dismiss();
    });
    await page.fill("[name=form-0-country]", "Peru");
    await page.check(".action-select");
    await page.selectOption("[name=action]", "delete_selected");
    await page.click("button[name=index]");
    await page.click("[name=_save]");
    assert.equal(await page.inputValue("[name=form-0-country]"), "Peru");
    assert.match(asked[0] ?? "", /unsaved changes on individual editable fields/);
    assert.match(asked[1] ?? "", /haven’t saved your changes to individual fields yet/);
    assert.equal(asked.length, 2);
  });

  it("keeps filters folded that were folded, and folds them all on a phone", async () => {
    const page = await open("shop/item/", { width: 1400, height: 900 });
    await page.click(".list-filter summary");
    // The page is told of it a moment later.
    await page.waitForFunction("sessionStorage.length > 0");
    await page.reload();
    const [first, second] = await page.$$eval(".list-filter", (all) =>
      all.map((each) => each.hasAttribute("open")),
    );
    assert.deepEqual([first, second], [false, true]);
    const small = await open("shop/item/", phone);
    assert.equal(await small.isVisible(".list-filter"), false);
    await small.click(".filter-fold > summary");
    assert.equal(await small.isVisible(".list-filter"), true);
  });

  it("fits a phone, whose table alone is wider", async () => {
    for (const path of ["shop/item/", "shop/maker/", "shop/item/?q=nothing"]) {
      const page = await open(path, phone);
      const beyond = await page.evaluate<number>(
        "document.documentElement.scrollWidth - window.innerWidth",
      );
      assert.equal(beyond, 0, path);
    }
  });

  it("is usable by those who cannot see or point, in light and dark", async () => {
    for (const path of ["shop/item/?_facets=True&kind__exact=t&o=1.-2", "shop/maker/"]) {
      const page = await open(path);
      for (const colorScheme of ["light", "dark"] as const) {
        // Without motion, so that no color is looked at on its way to the other scheme's.
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        assert.deepEqual(await accessibilityFaults(page), [], path);
      }
    }
  });

  it("leads to an action's confirmation by the keyboard alone", async () => {
    const page = await open("shop/maker/");
    await page.focus(".action-select");
    await page.keyboard.press("Space");
    await page.focus("[name=action]");
    await page.keyboard.type("Delete");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".delete-selected-confirmation");
    assert.equal(await page.textContent("h1"), "Delete multiple objects");
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it("needs nothing that a strict Content-Security-Policy forbids", () => {
    assert.deepEqual(complaints, []);
  });
});
