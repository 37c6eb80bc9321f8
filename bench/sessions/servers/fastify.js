/** usage: fastify.js sqlite|memory FILE */
import cookie from "@fastify/cookie";
import session from "@fastify/session";
import fastify from "fastify";
import { report } from "../../requests/servers/measured.js";
import { openRows } from "./sqlite-rows.js";

const [kind, file] = process.argv.slice(2);
const app = fastify();
await app.register(cookie);
await app.register(session, {
  secret: "of the comparison, with more than thirty-two letters",
  saveUninitialized: false,
  cookie: { secure: false, maxAge: 1_209_600_000 },
  ...(kind === "sqlite" ? { store: openRows(file) } : {}),
});
app.get("/count/", async (request) => {
  request.session.count = (request.session.count ?? 0) + 1;
  return { count: request.session.count };
});
await app.listen({ port: 0, host: "127.0.0.1" });
report(app.server.address().port);
