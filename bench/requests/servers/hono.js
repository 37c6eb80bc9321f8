import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { html } from "hono/html";
import { message, report, rows } from "./measured.js";

const app = new Hono();
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
for (let at = 0; at < 200; at += 1) {
  app.get(`/route${at}/:id{[0-9]+}/`, (context) =>
    context.json({ id: Number(context.req.param("id")) }),
  );
}
serve({ fetch: app.fetch, port: 0 }, ({ port }) => report(port));
