/** Rows that are changed in the list, chosen and deleted, and who may do so. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { LogEntry } from "mkweb/admin/models";
import { Permission, User } from "mkweb/auth/models";
import { Client } from "mkweb/test";
import { Item, Maker } from "./shop/shop/models.ts";
import { ListPage, openShop, type Shop } from "./shop-site.ts";

const LIST = "/admin/shop/maker/";

let shop: Shop;

before(async () => {
  shop = await openShop();
  for (const name of ["Acme", "Bolt", "Cobalt"]) {
    await Maker.objects.create({ name, country: "Chile" });
  }
  await Item.objects.create({ name: "Anvil", maker: 1, kind: "t", madeOn: "2018-02-08" });
});

after(() => shop.close());

/** What a browser sends of a list of two rows. */
function sent(rows: readonly Readonly<Record<string, string>>[], initial = rows.length) {
  const management = { "form-TOTAL_FORMS": rows.length, "form-INITIAL_FORMS": initial };
  const fields = rows.flatMap((row, at) =>
    Object.entries(row).map(([name, value]) => [`form-${at}-${name}`, value] as const),
  );
  return { ...management, ...Object.fromEntries(fields), _save: "Save" };
}

const countries = () => Maker.objects.orderBy("id").valuesList("country", { flat: true });

describe("a list whose columns are inputs", () => {
  it("shows them, named by the column and the row", async () => {
    const { html } = new ListPage(await shop.client.get(LIST));
    assert.match(html, /<input type="hidden" name="form-0-id" value="3"/);
    assert.match(html, /name="form-0-country" value="Chile"[^>]* aria-label="country - Cobalt"/);
    assert.match(html, /<input type="submit" name="_save" class="default" value="Save">/);
  });

  it("stores what was changed, each row found by its key, and writes down what", async () => {
    const data = sent([
      { id: "1", country: "Peru" },
      { id: "3", country: "Chile" },
    ]);
    const { text } = await shop.client.post(LIST, data, { follow: true });
    assert.match(text, /1 maker was changed successfully\./);
    assert.deepEqual(await countries(), ["Peru", "Chile", "Chile"]);
    const [entry] = await LogEntry.objects.orderBy("-id").limit(1);
    assert.equal(entry?.getChangeMessage(), "Changed Country.");
  });

  it("stores nothing when something is wrong, and shows what was typed", async () => {
    const data = sent([
      { id: "1", country: "x".repeat(51) },
      { id: "2", country: "Spain" },
    ]);
    const list = new ListPage(await shop.client.post(LIST, data));
    assert.equal(list.response.status, 200);
    assert.match(list.text, /Please correct the error below\./);
    assert.match(list.html, /name="form-1-country" value="Spain"/);
    assert.deepEqual(list.names, ["Acme", "Bolt"]);
    assert.deepEqual(await countries(), ["Peru", "Chile", "Chile"]);
  });

  it("changes no row for a key that no row has, and adds none", async () => {
    for (const id of ["99", "x", "", "1 or 1"]) {
      const response = await shop.client.post(LIST, sent([{ id, country: "Mars" }]));
      assert.equal(response.status, 200, id);
    }
    const added = await shop.client.post(LIST, sent([{ id: "", country: "Mars", name: "New" }], 0));
    assert.equal(added.status, 400);
    assert.deepEqual(await countries(), ["Peru", "Chile", "Chile"]);
    assert.equal((await shop.client.post(LIST, { _save: "Save" })).status, 200);
  });
});

describe("who may only look", () => {
  let viewer: Client;

  before(async () => {
    const user = await User.objects.createUser("vera", "", "pw", { isStaff: true });
    await user.userPermissions.add(await Permission.objects.get({ codename: "view_maker" }));
    viewer = new Client({ settings: shop.settings });
    await viewer.forceLogin(user);
  });

  it("sees the list without inputs and without deleting", async () => {
    const list = new ListPage(await viewer.get(LIST));
    assert.match(list.text, /Select maker to view/);
    assert.doesNotMatch(list.html, /form-0-country|delete_selected|addlink/);
  });

  it("changes and deletes nothing by a request of one's own", async () => {
    const response = await viewer.post(LIST, sent([{ id: "1", country: "Mars" }]));
    assert.equal(response.status, 403);
    await viewer.post(LIST, { action: "delete_selected", _selected_action: "1", post: "yes" });
    assert.equal(await Maker.objects.count(), 3);
    assert.equal((await viewer.get("/admin/shop/item/")).status, 403);
  });

  it("deletes nothing that takes along what one may not delete", async () => {
    const user = await User.objects.get({ username: "vera" });
    await user.userPermissions.add(await Permission.objects.get({ codename: "delete_maker" }));
    const data = { action: "delete_selected", _selected_action: "1", index: "0" };
    const page = await viewer.post(LIST, data);
    assert.match(page.text, /Cannot delete maker/);
    assert.match(page.text, /permission to delete the following types of objects/);
    assert.equal((await viewer.post(LIST, { ...data, post: "yes" })).status, 403);
    assert.equal(await Maker.objects.count(), 3);
  });
});

describe("the chosen rows of a list", () => {
  it("are deleted with what belongs to them once that was confirmed, and written down", async () => {
    const data = { action: "delete_selected", _selected_action: ["1", "2"] };
    const asked = new ListPage(await shop.client.post(LIST, { ...data, index: "0" }));
    assert.match(asked.text, /Are you sure you want to delete the selected makers\?/);
    assert.match(asked.text, /Makers: 2\s*Items: 1/);
    assert.equal(await Maker.objects.count(), 3);
    const done = await shop.client.post(LIST, { ...data, post: "yes" }, { follow: true });
    assert.match(done.text, /Successfully deleted 2 makers\./);
    assert.deepEqual([await Maker.objects.count(), await Item.objects.count()], [1, 0]);
    const log = await LogEntry.objects.filter({ actionFlag: 3 }).orderBy("id");
    assert.deepEqual(
      log.map(({ objectRepr }) => objectRepr),
      ["Bolt", "Acme"],
    );
  });
});
