/** With `equipped`: the headers, the sessions and the protection of forms that a new project of mkweb has. */
import { fileURLToPath } from "node:url";
import cookie from "@fastify/cookie";
import csrf from "@fastify/csrf-protection";
import formbody from "@fastify/formbody";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import session from "@fastify/session";
import view from "@fastify/view";
import ejs from "ejs";
import fastify from "fastify";
import { authors, headersOfSecurity, message, report, rows } from "./measured.js";

const app = fastify();
app.register(formbody);
app.register(multipart, { limits: { fileSize: 50_000_000 } });
app.register(view, {
  engine: { ejs },
  root: fileURLToPath(new URL(".", import.meta.url)),
  production: true,
});
if (process.argv[2] === "equipped") {
  await app.register(cookie);
  await app.register(session, {
    secret: "of the comparison, with more than thirty-two letters",
    saveUninitialized: false,
  });
  await app.register(csrf, { sessionPlugin: "@fastify/session" });
  await app.register(helmet, headersOfSecurity);
}
app.get("/hello/", (_request, reply) =>
  reply.type("text/html; charset=utf-8").send("Hello, world!"),
);
app.get("/json/", () => message);
app.get("/table/", (_request, reply) => reply.view("table.ejs", { rows }));
app.post("/form/", (request, reply) =>
  reply.type("text/html; charset=utf-8").send(`Hello, ${request.body.name}`),
);
const author = authors();
app.get("/author/:id/", (request) => author(Number(request.params.id)));
app.post("/upload/", async (request, reply) => {
  const { files } = await request.saveRequestFiles();
  return reply.type("text/html; charset=utf-8").send(`Got ${files[0].file.bytesRead} bytes`);
});
app.get("/visits/", (request) => {
  request.session.visits = (request.session.visits ?? 0) + 1;
  return { visits: request.session.visits };
});
for (let at = 0; at < 200; at += 1) {
  const schema = { params: { type: "object", properties: { id: { type: "integer" } } } };
  app.get(`/route${at}/:id/`, { schema }, (request) => ({ id: request.params.id }));
}
await app.listen({ port: 0 });
report(app.server.address().port);
