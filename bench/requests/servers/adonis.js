/** Adonis's server, router, parser of bodies and templates, put together as its own factories do. */
import { createServer } from "node:http";
import { AppFactory } from "@adonisjs/application/factories";
import { BodyParserMiddlewareFactory } from "@adonisjs/bodyparser/factories";
import { ServerFactory } from "@adonisjs/http-server/factories";
import { Edge } from "edge.js";
import { authors, listening, message, rows } from "./measured.js";

const app = new AppFactory().create(new URL("./", import.meta.url));
await app.init();
const server = new ServerFactory().merge({ app }).create();
const parser = new BodyParserMiddlewareFactory().create();
class BodyParser {
  handle(context, next) {
    return parser.handle(context, next);
  }
}
server.use([async () => ({ default: BodyParser })]);
const edge = Edge.create({ cache: true });
edge.mount(new URL("./", import.meta.url));

const html = (response, text) =>
  response.header("Content-Type", "text/html; charset=utf-8").send(text);
const number = { match: /^\d+$/, cast: Number };
const author = authors();
const router = server.getRouter();
router.get("/hello/", ({ response }) => html(response, "Hello, world!"));
router.get("/json/", () => message);
router.get("/table/", async ({ response }) => html(response, await edge.render("table", { rows })));
router.post("/form/", ({ request, response }) => html(response, `Hello, ${request.input("name")}`));
router.get("/author/:id/", ({ params }) => author(params.id)).where("id", number);
router.post("/upload/", ({ request, response }) =>
  html(response, `Got ${request.file("file").size} bytes`),
);
for (let at = 0; at < 200; at += 1) {
  router.get(`/route${at}/:id/`, ({ params }) => ({ id: params.id })).where("id", number);
}
await server.boot();
listening(createServer(server.handle.bind(server)).listen(0));
