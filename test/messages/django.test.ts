/** A Django site and an mkweb site on one SECRET_KEY show each other's messages. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { noDjango, runDjango } from "../support/django.ts";
import { makeMessageSite, SECRET_KEY } from "./site.ts";

const SETUP = `
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages import constants
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeData, mark_safe

SALT = 'django.contrib.sessions.backends.signed_cookies'
request = HttpRequest()
request.COOKIES = given.get('cookies', {})
request.session = {}
if 'sessionid' in request.COOKIES:
    request.session = signing.loads(request.COOKIES['sessionid'], salt=SALT)
storage = FallbackStorage(request)
`;

/** What Django shows a visitor with these cookies. */
const SHOW = `${SETUP}
print(json.dumps([[str(m), m.level, m.tags, isinstance(m.message, SafeData)] for m in storage]))
`;

/** The cookies of a visitor to whom Django said all of \`given.said\`. */
const SAY = `${SETUP}
response = HttpResponse()
for level, text, tags, safe in given['said']:
    storage.add(level, mark_safe(text) if safe else text, extra_tags=tags)
assert not storage.update(response)
cookies = {name: morsel.value for name, morsel in response.cookies.items()}
if request.session:
    cookies['sessionid'] = signing.dumps(request.session, salt=SALT, compress=True)
print(json.dumps(cookies))
`;

const settings = { SECRET_KEY };
const unlikely = 'é 漢字 💡 "\\\u007f';

async function visitor(t: Parameters<typeof makeMessageSite>[0]) {
  return (await makeMessageSite(t)).browser();
}

function cookiesFromDjango(said: readonly unknown[]): readonly (readonly [string, string])[] {
  return Object.entries(Object(runDjango(SAY, { said }, settings)));
}

describe("messages shared with Django", { skip: noDjango }, () => {
  it("are shown there when said here, safe ones as safe", async (t) => {
    const { read, cookies } = await visitor(t);
    await read(`/say/?text=${encodeURIComponent(unlikely)}&tags=big&next=plain`);
    await read("/say/?text=<b>&level=40&safe=1&next=plain");
    assert.deepEqual(runDjango(SHOW, { cookies: Object.fromEntries(cookies) }, settings), [
      [unlikely, 25, "big success", false],
      ["<b>", 40, "error", true],
    ]);
  });

  it("are shown here when said there", async (t) => {
    const { read, cookies } = await visitor(t);
    const said = [
      [25, unlikely, "big", 0],
      [40, "<b>", "", 1],
    ];
    for (const [name, value] of cookiesFromDjango(said)) cookies.set(name, value);
    assert.equal(await read("/show/"), `[big success: é 漢字 💡 &quot;\\\u007f][error: <b>!]`);
  });

  it("are the same bytes, but for the time", async (t) => {
    const { read, cookies } = await visitor(t);
    await read("/say/?text=Saved+ü.&tags=big&next=plain");
    const [theirs] = cookiesFromDjango([[25, "Saved ü.", "big", 0]]);
    const payload = (signed: string | undefined): unknown => signed?.split(":")[0];
    assert.equal(payload(cookies.get("messages")), payload(theirs?.[1]));
  });

  it("that do not fit in the cookie are found in the session, both ways", async (t) => {
    const here = await visitor(t);
    await here.read("/say-many/?times=40&length=200");
    const shown = runDjango(SHOW, { cookies: Object.fromEntries(here.cookies) }, settings);
    assert.ok(Array.isArray(shown));
    const texts = shown.map(([text]: string[]) => text);
    assert.deepEqual(
      texts.map((text) => Number.parseInt(String(text), 10)),
      upTo(40),
    );

    const there = await visitor(t);
    const said = texts.map((text) => [25, text, "", 0]);
    for (const [name, value] of cookiesFromDjango(said)) there.cookies.set(name, value);
    assert.ok(there.cookies.has("sessionid"));
    assert.deepEqual(JSON.parse(await there.read("/list/")), texts);
  });
});

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, at) => at + 1);
}
