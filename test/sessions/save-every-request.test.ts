/** SESSION_SAVE_EVERY_REQUEST, and a visitor whose session is gone. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeProject } from "../support/project.ts";

const settings = `import { defineSettings, env } from "mkweb/conf";

export default defineSettings({
  SECRET_KEY: env("SECRET_KEY"),
  ALLOWED_HOSTS: ["127.0.0.1"],
  INSTALLED_APPS: ["polls"],
  MIDDLEWARE: ["mkweb/sessions/middleware"],
  ROOT_URLCONF: "mysite/urls.ts",
  SESSION_ENGINE: "mkweb/sessions/backends/cache",
  SESSION_SAVE_EVERY_REQUEST: true,
});
`;

const views = `import { HttpResponse } from "mkweb/http";

export const index = () => new HttpResponse("hi");
`;

describe("with SESSION_SAVE_EVERY_REQUEST", () => {
  it("a visitor whose session is gone gets the page, and loses the cookie", async (t) => {
    const site = await makeProject(t, {
      "mysite/settings.ts": settings,
      "polls/views.ts": views,
      ".env": `SECRET_KEY=${"k".repeat(50)}\n`,
    });
    const server = site.start("runserver", "0");
    await server.says("Quit the server");
    const [address = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(server.output()) ?? [];
    const headers = { Cookie: `sessionid=${"a".repeat(32)}` };
    const response = await fetch(`${address}/polls/`, { headers });
    assert.equal(response.status, 200);
    assert.match(response.headers.getSetCookie().join(), /^sessionid="";.*Max-Age=0/);
  });
});
