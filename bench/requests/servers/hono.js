/** With `equipped`: the headers and the protection of forms that a new project of mkweb has; Hono has no sessions. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { except } from "hono/combine";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import { secureHeaders } from "hono/secure-headers";
import { authors, message, report, rows } from "./measured.js";

/** Headers that neither Django nor mkweb sends. */
const others = [
  "crossOriginResourcePolicy",
  "originAgentCluster",
  "strictTransportSecurity",
  "xDnsPrefetchControl",
  "xDownloadOptions",
  "xPermittedCrossDomainPolicies",
  "xXssProtection",
];

const app = new Hono();
if (process.argv[2] === "equipped") {
  app.use(
    secureHeaders({
      ...Object.fromEntries(others.map((name) => [name, false])),
      referrerPolicy: "same-origin",
      xFrameOptions: "DENY",
    }),
  );
  app.use(except(["/form/", "/upload/"], csrf()));
}
app.get("/hello/", (context) => context.html("Hello, world!"));
app.get("/json/", (context) => context.json(message));
app.get("/table/", (context) =>
  context.html(
    html`<table>
      ${rows.map(
        (row) =>
          html`<tr>
            <td>${row.id}</td>
            <td>${row.name}</td>
            <td>${row.price}</td>
          </tr> `,
      )}
    </table> `,
  ),
);
app.post("/form/", async (context) => {
  const { name } = await context.req.parseBody();
  return context.html(`Hello, ${name}`);
});
const author = authors();
app.get("/author/:id{[0-9]+}/", (context) => context.json(author(Number(context.req.param("id")))));
app.post("/upload/", async (context) => {
  const { file } = await context.req.parseBody();
  return context.html(`Got ${file.size} bytes`);
});
for (let at = 0; at < 200; at += 1) {
  app.get(`/route${at}/:id{[0-9]+}/`, (context) =>
    context.json({ id: Number(context.req.param("id")) }),
  );
}
serve({ fetch: app.fetch, port: 0 }, ({ port }) => report(port));
