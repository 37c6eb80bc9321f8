/** The admin's tags and filters in a project's own templates, as Django's manual and its tests have them. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CHANGE, ADDITION, LogEntry } from "mkweb/admin/models";
import { User } from "mkweb/auth/models";
import { getApplication, type Application } from "mkweb/server";
import { openShop, type Shop } from "./shop-site.ts";

let shop: Shop;
let application: Application;
before(async () => {
  shop = await openShop();
  application = await getApplication(shop.settings);
});
after(() => shop.close());

async function render(source: string, values: Readonly<Record<string, unknown>>): Promise<string> {
  return application.engine.fromString(source).render(values);
}

const opts = { appLabel: "shop", modelName: "item" };

describe("{% load admin_urls %}", () => {
  it("names the pages of a model, and writes a key as addresses have it", async () => {
    const source = `{% load admin_urls %}{{ opts|admin_urlname:"changelist" }} {{ key|admin_urlquote }} {% url opts|admin_urlname:"change" key|admin_urlquote %}`;

    const text = await render(source, { opts, key: "a/b_c" });

    assert.equal(text, "admin:shop_item_changelist a_2Fb_5Fc /admin/shop/item/a_2Fb_5Fc/change/");
  });

  it("takes the filters of the list along: as the list's own query, or in one field to other pages", async () => {
    const preserved = "_changelist_filters=color%3Dblue%26p%3D2";
    const to = (address: string) =>
      render(`{% load admin_urls %}{% add_preserved_filters "${address}" %}`, {
        opts,
        preserved_filters: preserved,
      });

    assert.equal(await to("/admin/shop/item/"), "/admin/shop/item/?color=blue&amp;p=2");
    assert.equal(await to("/admin/shop/item/3/change/"), `/admin/shop/item/3/change/?${preserved}`);
    assert.equal(await to("/admin/shop/item/?color=red"), "/admin/shop/item/?color=red&amp;p=2");
    assert.equal(await to("/elsewhere/#top"), `/elsewhere/?${preserved}#top`);
  });

  it("adds what popups say of themselves", async () => {
    const source = `{% load admin_urls %}{% add_preserved_filters "/x/?a=1" popup=True to_field="id" %}`;
    assert.equal(await render(source, {}), "/x/?_popup=1&amp;_to_field=id&amp;a=1");
  });
});

describe("{% load log %}", () => {
  it("gives the latest of what was done, of everybody or of one user, and refuses what is no number", async () => {
    const [boss, other] = [
      await User.objects.get({ username: "boss" }),
      await User.objects.createUser("other", "other@example.com", "pw"),
    ];
    for (const [hour, user, objectRepr, actionFlag] of [
      [1, boss, "first", ADDITION],
      [2, other, "second", CHANGE],
      [3, boss, "third", CHANGE],
    ] as const) {
      const actionTime = new Date(Date.UTC(2026, 0, 1, hour));
      await LogEntry.objects.create({
        user,
        objectRepr,
        actionFlag,
        actionTime,
        changeMessage: "",
      });
    }
    const log = (tag: string) =>
      render(
        `{% load log %}{% get_admin_log ${tag} %}{% for entry in found %}{{ entry.object_repr }}{% if entry.is_addition %}+{% endif %} {% endfor %}`,
        { log_entries: () => LogEntry.objects.all(), boss, other },
      );

    assert.equal(await log("2 as found"), "third second ");
    assert.equal(await log("10 as found for_user boss"), "third first+ ");
    assert.equal(await log(`10 as found for_user ${other.id}`), "second ");
    await assert.rejects(
      log("many as found"),
      /First argument to 'get_admin_log' must be an integer/,
    );
    await assert.rejects(log("10 found boss"), /'get_admin_log'/);
  });
});
