/** Pages that make and change objects. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineModelForm, fields } from "../../src/forms/index.ts";
import { HttpResponse } from "../../src/http/index.ts";
import { path } from "../../src/urls/index.ts";
import {
  CreateView,
  DetailView,
  ModelFormMixin,
  UpdateView,
  type FormKwargs,
} from "../../src/views/index.ts";
import type { RequestShape } from "../http/request-to.ts";
import { openModels } from "../models/open.ts";
import { databases } from "../support/databases.ts";
import { Entry, siteOf } from "./site.ts";

const templates = {
  "polls/entry_form.html":
    "{{ form.title }}{{ form.title.errors }}{{ view.post }}{{ view.put }}{{ view.form_valid }}",
  "polls/entry_detail.html": "{{ entry.title }}: {{ form.title.value }}",
};

const posting = (fields: Readonly<Record<string, string>>): RequestShape => ({
  method: "POST",
  body: new URLSearchParams(fields).toString(),
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
});

const right = { title: "one", slug: "one", pub_date: "2026-05-04 12:00", day: "2026-05-04" };
const names = ["title", "slug", "pubDate", "day"] as const;

class EntryCreate extends CreateView<Entry> {
  override model = Entry;
  override fields = names;
}

class TitleForm extends defineModelForm(Entry, { fields: ["title"] }, { sure: fields.boolean() }) {}

for (const database of databases) {
  describe(`a CreateView on ${database.vendor}`, { skip: database.skip }, () => {
    it("stores what is right, shows what is not, and leads to the new object", async (t) => {
      await openModels(t, database, "polls", [Entry]);
      const ask = siteOf(
        [
          path("add/", EntryCreate.asView()),
          path("to/", EntryCreate.asView({ successUrl: "/{slug}/{id}/" })),
          path(
            "any/",
            CreateView.asView({ model: Entry, fields: ["title"], initial: { title: "T" } }),
          ),
        ],
        templates,
      );
      const empty = await ask("/add/");
      assert.equal(
        empty.body,
        '<input type="text" name="title" maxlength="200" required id="id_title">',
      );
      const wrong = await ask("/add/", posting({ ...right, title: "" }));
      assert.equal(wrong.status, 200);
      assert.match(wrong.body, /This field is required\./);
      assert.equal(await Entry.objects.count(), 0);

      const made = await ask("/add/", posting(right));
      const entry = await Entry.objects.get({ title: "one" });
      assert.equal(made.status, 302);
      assert.equal(made.response?.headers.get("Location"), `/entries/${entry.id}/`);
      const second = await ask("/to/", posting({ ...right, slug: "two" }));
      const two = await Entry.objects.get({ slug: "two" });
      assert.equal(second.response?.headers.get("Location"), `/two/${two.id}/`);
      assert.match((await ask("/any/")).body, /value="T"/);
    });

    it("lets the view fill in what its visitors are not asked", async (t) => {
      await openModels(t, database, "polls", [Entry]);
      class Ours extends EntryCreate {
        override async formValid(form: InstanceType<ReturnType<typeof this.getFormClass>>) {
          form.instance.template = "ours.html";
          const response = await super.formValid(form);
          assert.equal(this.object?.template, "ours.html");
          return response;
        }
      }
      const ask = siteOf([path("", Ours.asView())], templates);
      assert.equal((await ask("/", posting(right))).status, 302);
      assert.equal((await Entry.objects.get({ slug: "one" })).template, "ours.html");
    });

    it("says what it lacks", async (t) => {
      await openModels(t, database, "polls", [Entry]);
      class Both extends CreateView<Entry> {
        override model = Entry;
        override fields = ["title"] as const;
        override formClass = TitleForm;
      }
      const ask = siteOf(
        [
          path("both/", Both.asView()),
          path("neither/", CreateView.asView({ model: Entry })),
          path("nothing/", CreateView.asView({ fields: ["title"] })),
        ],
        templates,
      );
      await assert.rejects(ask("/both/"), {
        message: "Specifying both 'fields' and 'formClass' is not permitted.",
      });
      await assert.rejects(ask("/neither/"), {
        message:
          "Using ModelFormMixin (base class of CreateView) without the 'fields' attribute is prohibited.",
      });
      await assert.rejects(ask("/nothing/"), /CreateView is missing a QuerySet\./);
    });
  });

  describe(`an UpdateView on ${database.vendor}`, { skip: database.skip }, () => {
    it("changes the fields it names and no others", async (t) => {
      await openModels(t, database, "polls", [Entry]);
      const entry = await Entry.objects.create({
        title: "old",
        slug: "old",
        pubDate: new Date(0),
        day: "2026-05-04",
      });
      class Rename extends UpdateView<Entry> {
        override queryset = Entry.objects.exclude({ title: "secret" });
        override fields = ["title"] as const;
      }
      const ask = siteOf(
        [path("<int:pk>/", Rename.asView()), path("s/<slug:slug>/", Rename.asView())],
        templates,
      );
      assert.match((await ask(`/${entry.id}/`)).body, /value="old"/);
      const { response } = await ask("/s/old/", posting({ title: "new", slug: "evil" }));
      assert.equal(response?.headers.get("Location"), `/entries/${entry.id}/`);
      await entry.refreshFromDb();
      assert.deepEqual([entry.title, entry.slug], ["new", "old"]);
      assert.equal((await ask("/9999/", posting({ title: "x" }))).status, 404);
      assert.equal((await ask(`/${entry.id}/`, { method: "DELETE" })).status, 405);
      await Entry.objects.update({ title: "secret" });
      assert.equal((await ask(`/${entry.id}/`, posting({ title: "x" }))).status, 404);
    });

    it("takes a form of its own, with its types", async (t) => {
      await openModels(t, database, "polls", [Entry]);
      const { id } = await Entry.objects.create({
        title: "old",
        slug: "old",
        pubDate: new Date(0),
        day: "2026-05-04",
      });
      class Sure extends UpdateView<Entry, TitleForm> {
        override model = Entry;
        override formClass = TitleForm;

        override async getFormKwargs(): Promise<FormKwargs> {
          return { ...(await super.getFormKwargs()), labelSuffix: "?" };
        }

        override async formValid(form: TitleForm) {
          const title: string = form.cleanedData.title;
          const sure: boolean = form.cleanedData.sure;
          await super.formValid(form);
          return new HttpResponse(`${title} ${sure} ${this.object.slug}`);
        }
      }
      const ask = siteOf([path("<int:pk>/", Sure.asView())], templates);
      assert.equal((await ask(`/${id}/`, posting({ title: "x" }))).status, 200);
      assert.equal((await ask(`/${id}/`, posting({ title: "x", sure: "on" }))).body, "x true old");
    });

    it("lends its form to other views", async (t) => {
      await openModels(t, database, "polls", [Entry]);
      const { id } = await Entry.objects.create({
        title: "old",
        slug: "old",
        pubDate: new Date(0),
        day: "2026-05-04",
      });
      class Page extends ModelFormMixin(DetailView<Entry>, Entry) {
        override fields = ["title"] as const;
      }
      const ask = siteOf([path("<int:pk>/", Page.asView())], templates);
      assert.equal((await ask(`/${id}/`)).body, "old: old");
    });
  });
}
