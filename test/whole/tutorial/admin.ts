/** The tutorial's steps in the admin, in Chromium, at a desk and on a phone. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { desktop, noChromium, phone } from "../../support/browser.ts";
import type { Database } from "./database.ts";
import type { Reader } from "./reader.ts";
import { logIn, looksRight, openPage } from "./visitor.ts";

/** Part 2: a model registered with nothing but its name. */
export function plainAdmin(reader: () => Reader): void {
  it(
    "a registered model is listed, added, changed, and has a history in the admin",
    { skip: noChromium },
    async (t) => {
      const { project, env } = reader();
      const server = await project.serve(env);
      t.after(() => server.stop());
      for (const size of [desktop, phone]) {
        const page = await openPage(t, server.address, size);
        await page.goto(`${server.address}admin/`);
        assert.equal(new URL(page.url()).search, "?next=/admin/");
        await looksRight(page, size, "login");
        await logIn(page, "wrong");
        await page.waitForSelector(".errornote");
        await logIn(page);
        await page.waitForURL(`${server.address}admin/`);
        for (const name of ["Groups", "Users", "Questions"]) {
          await page.getByRole("link", { name, exact: true }).waitFor();
        }
        await looksRight(page, size, "index");

        const text = `What's new at ${size.width}?`;
        await page.goto(`${server.address}admin/polls/question/add/`);
        await page.getByText("Date published:").waitFor();
        await page.fill("[name=question_text]", text);
        await page.getByRole("button", { name: "Today" }).click();
        await page.getByRole("button", { name: "Now" }).click();
        await looksRight(page, size, "add");
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await page.waitForURL(`${server.address}admin/polls/question/`);
        await looksRight(page, size, "plain-list");
        await page.getByRole("link", { name: text, exact: true }).first().click();
        await page.waitForURL("**/change/");
        await page.fill("[name=question_text]", `${text} Much`);
        await page.getByRole("button", { name: "Save and continue editing" }).click();
        await page.waitForSelector(".messagelist");
        assert.match(page.url(), /\/admin\/polls\/question\/\d+\/change\/$/);
        await page.getByRole("link", { name: "History" }).click();
        await page.waitForURL("**/history/");
        const rows = await page.locator("#change-history tbody td:last-child").allInnerTexts();
        assert.deepEqual(rows, ["Added.", "Changed Question text."]);
        await looksRight(page, size, "history");
      }
    },
  );
}

/** Part 7: what a class says of the pages, and a template of the project's own. */
export function madeToMeasure(
  site: () => { readonly reader: Reader; readonly database: Database },
): void {
  for (const [where, size] of [
    ["at a desk", desktop],
    ["on a phone", phone],
  ] as const) {
    it(
      `${where}, a question with its choices is added, found, refused and deleted`,
      { skip: noChromium },
      async (t) => {
        const { reader, database } = site();
        const { project, env } = reader;
        const server = await project.serve(env);
        t.after(() => server.stop());
        const page = await openPage(t, server.address, size);
        await page.goto(`${server.address}admin/`);
        await logIn(page);
        await page.getByRole("link", { name: "Polls Administration" }).waitFor();
        await looksRight(page, size, "index-with-actions");
        const list = `${server.address}admin/polls/question/`;

        const text = `<b>Which</b> of ${size.width}?`;
        await page.goto(`${list}add/`);
        await page.getByRole("heading", { name: "Date information" }).waitFor();
        assert.equal(await page.inputValue("[name=choice_set-TOTAL_FORMS]"), "3");
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await page.waitForSelector(".errorlist");
        assert.match(await page.innerText("#content"), /This field is required\./);
        await page.fill("[name=question_text]", text);
        await page.getByRole("button", { name: "Today" }).click();
        await page.getByRole("button", { name: "Now" }).click();
        await page.fill("[name=choice_set-0-choice_text]", "This one");
        await page.fill("[name=choice_set-1-choice_text]", "That one");
        await looksRight(page, size, "form-with-inlines");
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await page.waitForURL(list);

        await page.getByRole("columnheader", { name: "Published recently?" }).waitFor();
        const row = page.locator("#result_list tbody tr", { hasText: text });
        assert.equal(await row.getByRole("img", { name: "True" }).count(), 1);
        await looksRight(page, size, "list");
        await page.goto(`${list}?q=zebra`);
        assert.match(await page.innerText("#changelist"), /0 results/);
        await page.fill("[name=q]", String(size.width));
        await page.press("[name=q]", "Enter");
        await page.waitForURL(`${list}?q=${size.width}`);
        await row.waitFor();
        await page.goto(list);
        const recent = page.getByRole("link", { name: "Past 7 days" });
        if (!(await recent.isVisible())) await page.click(".filter-fold > summary");
        await recent.click();
        await page.waitForURL("**pub_date__gte=**");
        await row.waitFor();
        assert.equal(await page.locator("#result_list tbody tr", { hasText: "Other?" }).count(), 0);
        await page.getByRole("link", { name: "Published recently?" }).click();
        await page.waitForURL("**o=3**");

        await row.getByRole("link", { name: text }).click();
        await page.waitForURL("**/change/**");
        assert.equal(await page.inputValue("[name=choice_set-TOTAL_FORMS]"), "5");
        await looksRight(page, size, "change-with-inlines");
        await page.fill("[name=question_text]", "");
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await page.waitForSelector(".errorlist");
        await looksRight(page, size, "form-with-errors");
        const kept = "select count(*) as n from polls_question where question_text like '%Which%'";
        assert.equal(Number((await database.rows(kept))[0]?.["n"]), 1);
        await page.getByRole("link", { name: "Delete" }).click();
        await page.waitForURL("**/delete/**");
        assert.match(await page.innerText("#deleted-objects"), /This one[^]*That one/);
        await looksRight(page, size, "delete");
        await page.getByRole("button", { name: "Yes, I’m sure" }).click();
        await page.waitForSelector(".messagelist");
        assert.equal(Number((await database.rows(kept))[0]?.["n"]), 0);
        const gone = await database.rows(
          "select id from polls_choice where choice_text = 'This one' or choice_text = 'That one'",
        );
        assert.equal(gone.length, 0);
        const log = await database.rows("select action_flag from django_admin_log order by id");
        assert.deepEqual(
          log.slice(-2).map((entry) => Number(entry["action_flag"])),
          [1, 3],
        );

        await page.goto(`${list}999999/change/`);
        assert.equal(page.url(), `${server.address}admin/`);
        await page.getByRole("button", { name: "Log out" }).click();
        await page.waitForURL("**/logout/");
        await page.goto(`${server.address}admin/`);
        assert.equal(new URL(page.url()).pathname, "/admin/login/");
      },
    );
  }
}
