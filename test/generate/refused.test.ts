import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Run } from "../support/project.ts";
import { siteWithMembers, siteWithPolls, type Site } from "./support.ts";

/** Runs the command, which is refused and changes nothing. */
async function refused(site: Site, ...words: string[]): Promise<Run> {
  const before = await site.tree();
  const run = await site.manage("generate", ...words);
  assert.notEqual(run.status, 0);
  assert.match(run.stderr, /Nothing was written|No file was changed/);
  assert.deepEqual(await site.tree(), before);
  return run;
}

const place = (t: TestContext): Promise<Site> => siteWithPolls(t);

describe("generate resource refuses, with nothing written,", () => {
  it("types, modifiers, names and models it does not know, and says what was meant", async (t) => {
    const site = await place(t);
    const says = async (field: string, text: RegExp): Promise<void> => {
      const run = await refused(site, "resource", "Question", field);
      assert.equal(run.status, 2);
      assert.match(run.stderr, text);
    };
    await says("title:strng", /there is no type 'strng'\. Did you mean 'string'\?/);
    await says("title:varchar", /Did you mean 'string'\?/);
    await says("title:DateTime", /Did you mean 'datetime'\?/);
    await says("title", /'title' has no type/);
    await says("title:string:optinal", /Did you mean 'optional'\?/);
    await says("pub_date:date", /hint: Write it in camel case: pubDate:date/);
    await says("id:integer", /A field cannot be named 'id'/);
    await says("save:boolean", /A field cannot be named 'save'/);
    await says("status:choice:one", /lists no choices/);
    await says("price:decimal:2,8", /does not give the number of digits/);
    await says("author:references", /names no related model/);
    await says("author:references:auth.Usr", /Did you mean 'auth\.User'\?/);
    await says("author:references:aut.User", /Did you mean 'auth\.User'\?/);
    await says("above:references:Question", /hint: Write above:references:Question:optional/);
  });

  it("users who have no permissions, and says what to let them extend", async (t) => {
    const site = await siteWithMembers(t);
    const run = await refused(site, "resource", "Note", "text:string");
    assert.match(run.stderr, /users of this project, polls\.Member, have none/);
    assert.match(run.stderr, /hint: Make Member extend PermissionsMixin or AbstractUser/);
  });

  it("an app that is not there, and says how to make it", async (t) => {
    const site = await place(t);
    const run = await refused(site, "resource", "blog.Post", "title:string");
    assert.match(run.stderr, /No installed app with label 'blog'/);
    assert.match(run.stderr, /hint: Create the app first: node manage startapp blog/);
    const meant = await refused(site, "resource", "poll.Post", "title:string");
    assert.match(meant.stderr, /Did you mean 'polls'\?/);
    const other = await refused(site, "resource", "auth.Post", "title:string");
    assert.match(other.stderr, /belongs to a package, not to the project/);
  });

  it("a name that models.ts, views.ts or forms.ts have already", async (t) => {
    const site = await place(t);
    const views = await site.read("polls/views.ts");
    await site.write("polls/views.ts", `${views}\nexport class PostListView {}\n`);
    const run = await refused(site, "resource", "Post", "title:string");
    assert.match(run.stderr, /polls\/views\.ts already has the name PostListView \(line \d+\)/);
    assert.match(run.stderr, /export class PostDetailView extends DetailView<Post>/);
    assert.match(run.stderr, /\[MKWEB_SOURCE_NOT_EDITABLE\]/);
    assert.equal(run.status, 1);
  });

  it("urlpatterns that are computed, with the lines to paste", async (t) => {
    const site = await place(t);
    const urls = await site.read("polls/urls.ts");
    await site.write("polls/urls.ts", urls.replace(/= \[(.*)\];/, "= [1].map(() => $1);"));
    const run = await refused(site, "resource", "Post", "title:string");
    assert.match(run.stderr, /urlpatterns is computed/);
    assert.match(run.stderr, /path\("posts\/add\/", views\.PostCreateView\.asView\(\)/);
  });

  it("a template, a test or a migration that stands in the way", async (t) => {
    const site = await place(t);
    await site.write("polls/templates/polls/post_list.html", "mine\n");
    const run = await refused(site, "resource", "Post", "title:string");
    assert.match(run.stderr, /post_list\.html already exists/);
    assert.match(run.stderr, /\[MKWEB_FILE_CONFLICT\]/);
  });

  it("models with changes that no migration holds yet", async (t) => {
    const site = await place(t);
    const model =
      'import { defineModel, fields } from "mkweb/db";\n\nexport class Old extends defineModel(() => Old, { n: fields.integer() }) {}\n';
    await site.write("polls/models.ts", model);
    const run = await refused(site, "resource", "Post", "title:string");
    assert.match(run.stderr, /\[MKWEB_MIGRATIONS_MISSING\]/);
    assert.match(run.stderr, /node manage makemigrations/);
  });

  it("fields that the checks of models find wrong together", async (t) => {
    const site = await place(t);
    const run = await refused(
      site,
      "resource",
      "Post",
      "userId:integer",
      "user:references:auth.User",
    );
    assert.match(
      run.stderr,
      /polls\.Post: \(models\.E007\) Field 'user' has column name 'user_id'/,
    );
  });

  it("fields of files while the settings do not say where files go", async (t) => {
    const site = await place(t);
    const settings = await site.read("site/settings.ts");
    await site.write("site/settings.ts", settings.replace(/^  MEDIA_.*\n/gm, ""));
    const run = await refused(site, "resource", "Post", "paper:file");
    assert.match(run.stderr, /MEDIA_ROOT: "media",\n  MEDIA_URL: "media\/",/);
  });
});
