/** Fastify's plugin for static files, in the folder named: compressed files beside are sent where a client takes them. */
import fastifyStatic from "@fastify/static";
import fastify from "fastify";
import { listening } from "./measured.js";

const app = fastify();
const [, , root] = process.argv;
await app.register(fastifyStatic, {
  root,
  prefix: "/static/",
  preCompressed: true,
  maxAge: 60_000,
});
listening(app.server);
await app.listen({ host: "127.0.0.1", port: 0 });
