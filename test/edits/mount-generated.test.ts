/**
 * Generated urls.ts files, judged by what did not make the edit: esbuild parses and strips them, Node
 * runs them, and the resolver that serves requests finds the app and all that was there before.
 */
import assert from "node:assert/strict";
import { compileFunction } from "node:vm";
import { after, describe, it } from "node:test";
import { stop, transform } from "esbuild";
import { addMount, removeMount } from "../../src/edits/index.ts";
import * as urls from "../../src/urls/index.ts";
import { isThorough } from "../support/thorough.ts";
import { generateUrls } from "./generate-urls.ts";
import { tokensOf } from "./tokens.ts";
import { webapp } from "./urls-file.ts";
import { firstSeed } from "./seed.ts";

const count = isThorough ? 1000 : 150;

describe("a generated urls.ts", () => {
  after(() => stop());

  it(`keeps everything and reaches the app, ${count} times`, async () => {
    const seeds = Array.from({ length: count }, (_, at) => firstSeed + at);
    while (seeds.length > 0) await Promise.all(seeds.splice(0, 100).map(check));
  });
});

async function check(seed: number): Promise<void> {
  const source = generateUrls(seed);
  try {
    const { text, changed } = addMount(source, webapp);
    assert.equal(changed, true);
    assert.equal(addMount(text, webapp).text, text);
    assert.equal(removeMount(text, webapp).text, source);
    assertOnlyMore(source, text);

    const before = await resolverOf(source);
    const after = await resolverOf(text);
    const led = addMount(source, { ...webapp, fromRoot: true }).text;
    assert.equal(removeMount(led, webapp).text, source);
    assertOnlyMore(source, led);
    const leads = viewAt(await resolverOf(led), "/");
    const answered = viewAt(before, "/");
    if (answered !== undefined) assert.equal(led, text);
    assert.equal(leads, led === text ? answered : "leads to webapp/");
    assert.equal(viewAt(after, "/webapp/"), "webapp index");
    assert.equal(viewAt(after, "/webapp/some-page/"), "webapp page");
    assert.deepEqual(
      elsewhere.map((path) => viewAt(after, path)),
      elsewhere.map((path) => viewAt(before, path)),
    );
  } catch (cause) {
    throw new Error(`MKWEB_TEST_SEED=${seed} fails with\n${source}`, { cause });
  }
}

const elsewhere = [
  "/",
  "/2026/",
  "/about/",
  "/a/b",
  "/shop/item/",
  "/item/",
  "/x7/",
  "/more/",
  "/webs",
];

async function resolverOf(source: string): Promise<urls.Resolver> {
  const { code } = await transform(source, { loader: "ts", format: "cjs" });
  const module = { exports: {} };
  const require = (specifier: string) => modules[specifier] ?? {};
  compileFunction(code, ["module", "require"])(module, require);
  assert.ok("urlpatterns" in module.exports && Array.isArray(module.exports.urlpatterns));
  return new urls.Resolver(module.exports.urlpatterns);
}

const view = (name: string) =>
  Object.assign(() => Promise.reject(new Error(name)), { title: name });
const viewNames = "index year page rest pair special web inner x all archive more missing".split(
  " ",
);
const views = Object.fromEntries(viewNames.map((name) => [name, view(name)]));
const modules: Readonly<Record<string, unknown>> = {
  "mkweb/urls": urls,
  "./views.ts": { ...views, lists: [] },
  "./shop.ts": { __esModule: true, default: [urls.path("item/", view("item"))] },
  "mkweb/views": {
    RedirectView: { asView: ({ url }: { url: string }) => view(`leads to ${url}`) },
  },
  "../webapp/urls.ts": {
    urlpatterns: [
      urls.path("", view("webapp index")),
      urls.path("<slug:page>/", view("webapp page")),
    ],
  },
};

function viewAt(resolver: urls.Resolver, path: string): unknown {
  if (!resolver.isValidPath(path)) return undefined;
  const { func } = resolver.resolve(path);
  return "title" in func ? func.title : func;
}

/** Every token and comment of before is still there, in its order. */
function assertOnlyMore(before: string, after: string): void {
  const old = tokensOf(before);
  const { code, comments } = tokensOf(after);
  assert.deepEqual(comments, old.comments);
  let at = 0;
  for (const token of code) if (token === old.code[at]) at += 1;
  assert.equal(at, old.code.length, `token ${at} is gone: ${old.code[at]}`);
}
