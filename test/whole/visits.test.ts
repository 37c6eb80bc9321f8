/**
 * The visit counter of a new project's first page, in a real browser with two profiles.
 * Slow, as the server starts six times, each visitor is a whole Chromium, and a session of two seconds has to end.
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import {
  accessibilityFaults,
  newVisitor,
  noChromium,
  openProfile,
  phone,
  textAt,
} from "../support/browser.ts";
import { generateProject, type GeneratedProject, type RunningServer } from "./support.ts";

/** Where to put pictures for somebody to look at, if anywhere. */
const pictures = process.env["MKWEB_TEST_SCREENSHOTS"];

interface Visitor {
  /** Goes to an address; answers the text a visitor reads. */
  open(url: string): Promise<string>;
  faults(): Promise<readonly string[]>;
  screenshot(file: string): Promise<unknown>;
  close(): Promise<void>;
}

describe("the first page of a new project", { skip: noChromium }, () => {
  let project: GeneratedProject;
  let server: RunningServer;
  let profiles: string;
  let settingsFile: string;
  let settings: string;
  before(async () => {
    project = await generateProject();
    profiles = await mkdtemp(join(tmpdir(), "mkweb-profiles-"));
    settingsFile = join(project.folder, "mysite/settings.ts");
    settings = await readFile(settingsFile, "utf8");
    server = await project.serve();
  });
  after(async () => {
    await server.stop();
    await project.remove();
    await rm(profiles, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A browser of one user; what the browser keeps stays in the profile. */
  async function browser(t: TestContext, profile: string): Promise<Visitor> {
    const context = await openProfile(join(profiles, profile));
    t.after(() => context.close());
    const page = context.pages()[0] ?? (await context.newPage());
    return {
      open: (url) => textAt(page, url),
      faults: () => accessibilityFaults(page),
      screenshot: (file) => page.screenshot({ path: file }),
      close: () => context.close(),
    };
  }

  async function restart(): Promise<void> {
    await server.stop();
    server = await project.serve();
  }

  async function settingsWith(line: string): Promise<void> {
    const text = settings.replace("  ROOT_URLCONF", `  ${line}\n\n  ROOT_URLCONF`);
    await writeFile(settingsFile, text);
    await restart();
  }

  const visits = (text: string): string | undefined =>
    /Visits from this browser: (\d+)/.exec(text)?.[1];

  it("says to migrate before there is a table, and counts as soon as there is", async (t) => {
    const anna = await browser(t, "anna");
    assert.match(await anna.open(server.address), /Run node manage migrate, and this page counts/);
    if (pictures) await anna.screenshot(join(pictures, "welcome-unmigrated.png"));
    const { status, stdout } = await project.manage(["migrate"]);
    assert.equal(status, 0);
    assert.match(stdout, /Applying sessions\.0001_initial\.\.\. OK/);
    assert.equal(visits(await anna.open(server.address)), "1");
    assert.equal(visits(await anna.open(server.address)), "2");
    assert.deepEqual(await anna.faults(), []);
    if (pictures) await anna.screenshot(join(pictures, "welcome.png"));
  });

  it("has made django_session as Django does", () => {
    const database = new DatabaseSync(join(project.folder, "db.sqlite3"), { readOnly: true });
    const columns = database
      .prepare(
        "select name, lower(type) as type, [notnull], pk from pragma_table_info('django_session')",
      )
      .all();
    assert.deepEqual(
      columns.map((column) => ({ ...column })),
      [
        { name: "session_key", type: "varchar(40)", notnull: 1, pk: 1 },
        { name: "session_data", type: "text", notnull: 1, pk: 0 },
        { name: "expire_date", type: "datetime", notnull: 1, pk: 0 },
      ],
    );
    const indexes = database
      .prepare(
        "select sql from sqlite_master where type = 'index' and sql is not null and tbl_name = 'django_session'",
      )
      .all();
    assert.deepEqual(
      indexes.map(({ sql }) => sql),
      ['CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date")'],
    );
    database.close();
  });

  it("counts each profile by itself, across restarts of browser and server", async (t) => {
    const anna = await browser(t, "anna");
    const bert = await browser(t, "bert");
    assert.equal(visits(await anna.open(server.address)), "3", "the browser was closed in between");
    assert.equal(visits(await bert.open(server.address)), "1");
    await restart();
    assert.equal(visits(await anna.open(server.address)), "4");
    assert.equal(visits(await bert.open(server.address)), "2");
  });

  it("ends when the browser closes, if settings say so", async (t) => {
    await settingsWith("SESSION_EXPIRE_AT_BROWSER_CLOSE: true,");
    const carla = await browser(t, "carla");
    assert.equal(visits(await carla.open(server.address)), "1");
    assert.equal(visits(await carla.open(server.address)), "2");
    await carla.close();
    const again = await browser(t, "carla");
    assert.equal(visits(await again.open(server.address)), "1");
  });

  it("expires as set", async (t) => {
    await settingsWith("SESSION_COOKIE_AGE: 1_209_600,");
    const dora = await browser(t, "dora");
    assert.equal(visits(await dora.open(server.address)), "1");
    await settingsWith("SESSION_COOKIE_AGE: 2,");
    assert.equal(visits(await dora.open(server.address)), "2");
    await setTimeout(2500);
    assert.equal(visits(await dora.open(server.address)), "1");
  });

  it("is counted by a new app's page as well, styled", async (t) => {
    await writeFile(settingsFile, settings);
    assert.equal((await project.manage(["startapp", "webapp"])).status, 0);
    await restart();
    const anna = await browser(t, "anna");
    const page = new URL("webapp/", server.address).href;
    const text = await anna.open(page);
    assert.match(text, /^IT WORKS\n\nwebapp\n/, "its style writes this in capitals");
    assert.equal(visits(text), "5");
    assert.equal(visits(await anna.open(page)), "6");
    assert.deepEqual(await anna.faults(), []);
    if (pictures) await anna.screenshot(join(pictures, "webapp.png"));
  });

  it("is read on a phone without scrolling aside", async (t) => {
    const context = await newVisitor(phone);
    t.after(() => context.close());
    const page = await context.newPage();
    await textAt(page, server.address);
    const width = await page.evaluate("document.documentElement.scrollWidth");
    assert.equal(width, phone.width);
  });
});
