/** The list of a model's objects, as a visitor sees it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { checkRegistry, loadApps } from "mkweb/conf";
import { Duration } from "mkweb/db";
import { Item, Label, Maker } from "./shop/shop/models.ts";
import { ListPage, openShop, type Shop } from "./shop-site.ts";

let shop: Shop;

before(async () => {
  shop = await openShop();
  const acme = await Maker.objects.create({ name: "Acme", country: "France" });
  const bolt = await Maker.objects.create({ name: "Bolt <b>", country: "" });
  await Maker.objects.create({ name: "Idle", country: null });
  const [red, old] = [
    await Label.objects.create({ word: "red" }),
    await Label.objects.create({ word: "old" }),
  ];
  const whole = await Item.objects.create({
    name: "Anvil",
    maker: acme,
    kind: "t",
    sold: true,
    price: "12.50",
    weight: 2,
    madeOn: "2018-02-08",
    seenAt: new Date("2026-07-01T22:30:00Z"),
    opens: "09:30",
    lasts: Duration.of({ days: 1, hours: 2 }),
    page: "https://example.com/?a=1&b=2",
    data: { größe: [1, null] },
    notes: "x",
    stock: 1200,
  });
  await whole.labels.add(red, old);
  await Item.objects.create({
    name: "Bell",
    maker: bolt,
    kind: "b",
    madeOn: "1999-12-31",
    sold: false,
    price: "3.00",
  });
  const comb = await Item.objects.create({
    name: "Comb",
    kind: "b",
    madeOn: "2018-03-01",
    seenAt: new Date("2026-07-01T10:00:00Z"),
  });
  await comb.labels.add(red);
  await Item.objects.create({
    name: "Drum",
    maker: acme,
    kind: "t",
    madeOn: "2018-03-01",
    page: "javascript:alert(1)",
    notes: "",
  });
});

after(() => shop.close());

describe("a list's cells", () => {
  it("show values of every kind as Django does", async () => {
    const list = await shop.items("?q=anvil");
    const cells = Object.fromEntries(
      [
        "maker",
        "kind",
        "sold",
        "price",
        "weight",
        "made_on",
        "seen_at",
        "opens",
        "lasts",
        "page",
        "data",
        "stock",
        "shout",
        "maker__country",
        "is_dear",
        "__str__",
      ].map((name) => [name, list.column(name)[0]]),
    );
    assert.deepEqual(cells, {
      maker: "Acme",
      kind: "Toy",
      sold: "True",
      price: "12.50",
      weight: "2.0",
      made_on: "Feb. 8, 2018",
      seen_at: "July 2, 2026, 12:30 a.m.",
      opens: "9:30 a.m.",
      lasts: "1 day, 2:00:00",
      page: "https://example.com/?a=1&b=2",
      data: '{"größe": [1, null]}',
      stock: "1200",
      shout: "ANVIL",
      maker__country: "France",
      is_dear: "True",
      __str__: "Anvil by Acme",
    });
  });

  it("show a dash for what is missing, and an icon for what is unknown", async () => {
    const list = await shop.items("?q=comb");
    const cells = ["maker", "price", "weight", "opens", "lasts", "page", "data", "maker__country"];
    assert.deepEqual(
      cells.map((name) => list.column(name)[0]),
      cells.map(() => "-"),
    );
    assert.deepEqual([list.column("sold"), list.column("is_dear")], [["None"], ["None"]]);
  });

  it("escape what is stored, and make no link of an address that a browser would run", async () => {
    assert.match(
      (await shop.items("?q=bell")).html,
      /<td class="field-maker nowrap">Bolt &lt;b&gt;<\/td>/,
    );
    const drum = await shop.items("?q=drum");
    assert.deepEqual(drum.column("page"), ["javascript:alert(1)"]);
    assert.doesNotMatch(drum.html, /href="javascript:/);
  });
});

describe("a list's order", () => {
  it("is the model's own at first, with the column that it goes by marked", async () => {
    const list = await shop.items();
    assert.deepEqual(list.names, ["Anvil", "Bell", "Comb"]);
    assert.match(list.html, /class="sortable column-name sorted ascending" aria-sort="ascending"/);
  });

  it("follows the columns of the query, over relations and displays too", async () => {
    assert.deepEqual((await shop.items("?o=-1")).names, ["Drum", "Comb", "Bell"]);
    // 5: the price; 15: the maker's country; 16: what is shown is ordered by the price.
    assert.deepEqual((await shop.items("?o=-16&sold__isnull=False")).names, ["Anvil", "Bell"]);
    assert.deepEqual((await shop.items("?o=-15.1&maker__isnull=False")).names, [
      "Anvil",
      "Drum",
      "Bell",
    ]);
  });

  it("leaves out columns that cannot be ordered by, and invalid numbers", async () => {
    for (const order of ["99", "14", "x", "-", "1.5.x.", "%00"]) {
      const list = await shop.items(`?o=${order}`);
      assert.equal(list.response.status, 200);
      assert.equal(list.names.length, 3, order);
    }
  });
});

describe("a list's search", () => {
  it("finds every word in one of the fields, those in quotes together", async () => {
    for (const [words, names] of [
      ["acme", ["Anvil", "Drum"]],
      ["acme red", ["Anvil"]],
      ["red", ["Anvil", "Comb"]],
      ["nvil", []],
      ['"bolt <b>"', ["Bell"]],
      ["'acme red'", []],
      ["  ", ["Anvil", "Bell", "Comb"]],
    ] as const) {
      const list = await shop.items(`?q=${encodeURIComponent(words)}`);
      assert.deepEqual(list.names, names, words);
    }
  });

  it("shows a row once that is found by several of its labels", async () => {
    assert.deepEqual((await shop.items("?labels__in=1,2")).names, ["Anvil", "Comb"]);
  });

  it("takes what no text can hold for no words", async () => {
    const list = await shop.items("?q=%00");
    assert.equal(list.response.status, 200);
    assert.match(list.text, /Null characters are not allowed\./);
  });
});

describe("a list's filters", () => {
  const choices = (list: ListPage, title: string) => list.filter(title).map(([text]) => text);

  it("offer what there is to choose", async () => {
    const list = await shop.items();
    assert.deepEqual(choices(list, "kind"), ["All", "Book", "Toy"]);
    assert.deepEqual(choices(list, "sold"), ["All", "Yes", "No", "Unknown"]);
    assert.deepEqual(choices(list, "made"), [
      "Any date",
      "Today",
      "Past 7 days",
      "This month",
      "This year",
    ]);
    assert.deepEqual(choices(list, "seen at").slice(5), ["No date", "Has date"]);
    assert.deepEqual(choices(list, "maker"), ["All", "Bolt <b>", "Acme", "-"]);
    assert.deepEqual(choices(list, "labels"), ["All", "red", "old", "-"]);
    assert.deepEqual(choices(list, "stock").slice(0, 3), ["All", "0", "1200"]);
    assert.deepEqual(choices(list, "notes"), ["All", "Empty", "Not empty"]);
    assert.deepEqual(choices(list, "country"), ["All", "", "France", "-"]);
  });

  it("lead to the rows that they say", async () => {
    for (const [title, text, names] of [
      ["kind", "Toy", ["Anvil", "Drum"]],
      ["sold", "Unknown", ["Comb", "Drum"]],
      ["sold", "No", ["Bell"]],
      ["seen at", "Has date", ["Anvil", "Comb"]],
      ["maker", "-", ["Comb"]],
      ["maker", "Bolt <b>", ["Bell"]],
      ["labels", "old", ["Anvil"]],
      ["labels", "-", ["Bell", "Drum"]],
      ["stock", "1200", ["Anvil"]],
      ["notes", "Empty", ["Bell", "Comb", "Drum"]],
      ["notes", "Not empty", ["Anvil"]],
      ["country", "France", ["Anvil", "Drum"]],
    ] as const) {
      const [, query = ""] =
        (await shop.items()).filter(title).find(([each]) => each === text) ?? [];
      const list = await shop.items(query);
      assert.deepEqual(list.names, names, `${title}: ${text}`);
      assert.match(list.html, /<li class="selected"><a href="[^"]*" aria-current="true">/);
    }
    assert.deepEqual((await shop.items("?in_stock=yes")).names, ["Anvil"]);
    assert.deepEqual((await shop.items("?in_stock=nonsense")).names, ["Anvil", "Bell", "Comb"]);
  });

  it("say how many rows each leads to when that is asked for, with the other filters kept", async () => {
    const list = await shop.items("?_facets=True&kind__exact=t");
    assert.deepEqual(choices(list, "kind"), ["All", "Book (2)", "Toy (2)"]);
    assert.deepEqual(choices(list, "maker"), ["All", "Bolt <b> (0)", "Acme (2)", "- (0)"]);
    assert.deepEqual(choices(list, "labels"), ["All", "red (1)", "old (1)", "- (1)"]);
    assert.deepEqual(choices(list, "notes"), ["All", "Empty (1)", "Not empty (1)"]);
    assert.deepEqual(choices(list, "stock"), ["All", "0 (1)", "1200 (1)"]);
    assert.deepEqual(choices(list, "availability"), ["All", "In stock (1)", "Out of stock (1)"]);
  });
});

describe("a list's query", () => {
  it("is sent away when it asks for what is not there, and says so once", async () => {
    for (const query of [
      "nope=1",
      "made_on__year=x",
      "sold__exact=2",
      "maker__id__exact=x",
      "seen_at__gte=never",
      "name__foo=1",
      "notes__isempty=2",
      "p=9",
      "stock__in=1,x",
      "name__range=Anvil,Bell",
      "seen_at__year=2026&seen_at__month=13",
      "labels__constructor=1",
      "__proto__=1",
    ]) {
      const { response } = await shop.items(`?${query}`);
      assert.equal(response.status, 302, query);
      assert.equal(response.headers.get("location"), "/admin/shop/item/?e=1", query);
    }
    assert.equal((await shop.items("?e=1")).response.status, 200);
    assert.match(
      (await shop.items("?e=1&nope=1")).text,
      /Something’s wrong with your database installation/,
    );
  });

  it("is refused when it asks about other models", async () => {
    for (const query of [
      "maker__name=Acme",
      "maker__name__startswith=A",
      "labels__word=red",
      "maker__item__name=x",
    ]) {
      const { response } = await shop.items(`?${query}`);
      assert.equal(response.status, 400, query);
    }
    assert.equal((await shop.items("?maker__country=France")).response.status, 200);
  });

  it("may compare the model's own fields", async () => {
    for (const [query, names] of [
      ["price__gt=5", ["Anvil"]],
      ["made_on__year=2018&kind=b", ["Comb"]],
      ["seen_at__date=2026-07-02", ["Anvil"]],
      ["name__in=Bell,Drum", ["Bell", "Drum"]],
      ["name__iexact=BELL", ["Bell"]],
      ["id__gt=99999999999999999999999", []],
      ["maker=1&maker__isnull=0", ["Anvil", "Drum"]],
    ] as const) {
      assert.deepEqual((await shop.items(`?${query}`)).names, names, query);
    }
  });
});

describe("a list's pages and dates", () => {
  it("are linked, and show all where there are not too many", async () => {
    const list = await shop.items();
    assert.match(list.text, /4 items/);
    assert.match(
      list.html,
      /<span class="this-page" aria-current="page">1<\/span> <a href="\?p=2" class="end">/,
    );
    assert.deepEqual((await shop.items("?p=2")).names, ["Drum"]);
    assert.equal((await shop.items("?all=")).names.length, 4);
  });

  it("begin with the part of the date that rows differ in, in the site's time zone", async () => {
    const list = await shop.items();
    assert.deepEqual(list.links("toplinks"), [
      ["‹ 2026", "?seen_at__year=2026"],
      ["July 1", "?seen_at__day=1&seen_at__month=7&seen_at__year=2026"],
      ["July 2", "?seen_at__day=2&seen_at__month=7&seen_at__year=2026"],
    ]);
    assert.deepEqual(
      (await shop.items("?seen_at__day=2&seen_at__month=7&seen_at__year=2026")).names,
      ["Anvil"],
    );
  });
});

describe("a list's rows", () => {
  it("lead to the pages of the objects, which know the way back", async () => {
    const { html } = await shop.items("?kind__exact=t");
    assert.match(
      html,
      /<a href="\/admin\/shop\/item\/1\/change\/\?_changelist_filters=kind__exact%3Dt">Anvil<\/a>/,
    );
    const makers = await shop.client.get("/admin/shop/maker/?q=x");
    assert.match(makers.text, /<a href="\/admin\/shop\/maker\/\d+\/change\/">/);
  });

  it("answer a key, or the field that is asked for, in a window to choose from", async () => {
    const { html } = await shop.items("?_popup=1&_to_field=id");
    assert.match(html, /data-popup-opener="1"/);
    assert.doesNotMatch(html, /action-select/);
    assert.match(html, /<h1>Select item<\/h1>/);
    assert.equal((await shop.items("?_popup=1&_to_field=name")).response.status, 400);
  });

  it("are handed to an action, chosen ones or all that the query finds", async () => {
    const send = (data: object, query = "") =>
      shop.client.post(`/admin/shop/item/${query}`, data, { follow: true });
    const chosen = await send({ action: "restock", index: "0", _selected_action: ["2", "x"] });
    assert.match(chosen.text, /1 restocked/);
    const all = await send(
      { action: "restock", index: "0", select_across: "1", _selected_action: "1" },
      "?kind__exact=t",
    );
    assert.match(all.text, /2 restocked/);
    assert.deepEqual(
      await Item.objects.filter({ stock: 5 }).orderBy("id").valuesList("name", { flat: true }),
      ["Anvil", "Bell", "Drum"],
    );
    assert.match((await send({ action: "restock", index: "0" })).text, /Items must be selected/);
    assert.match(
      (await send({ action: "nope", index: "0", _selected_action: "1" })).text,
      /No action selected\./,
    );
  });
});

describe("a list of a large table", () => {
  it("is told of by check --deploy where no index begins with what it goes by", async () => {
    const apps = await loadApps(shop.settings);
    const context = { settings: shop.settings, apps };
    const { messages } = await checkRegistry().run(context, { tags: ["admin"], deploy: true });
    const suggested = messages.filter(({ id }) => id === "admin.I001");
    assert.deepEqual(
      suggested.map(({ message }) => /filters by (\S+),/.exec(message)?.[1]),
      ["shop.Item.name", "shop.Item.seenAt"],
    );
  });
});
