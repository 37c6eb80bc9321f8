import { unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import express from "express";
import session from "express-session";
import multer from "multer";
import { authors, listening, message, rows } from "./measured.js";

const app = express();
app.set("env", "production");
app.set("view engine", "ejs");
app.set("views", fileURLToPath(new URL(".", import.meta.url)));
app.enable("view cache");
app.get("/hello/", (_request, response) => response.send("Hello, world!"));
app.get("/json/", (_request, response) => response.json(message));
app.get("/table/", (_request, response) => response.render("table", { rows }));
app.post("/form/", express.urlencoded({ extended: false }), (request, response) =>
  response.send(`Hello, ${request.body.name}`),
);
const author = authors();
app.get("/author/:id/", (request, response) => response.json(author(Number(request.params.id))));
app.post("/upload/", multer({ dest: tmpdir() }).single("file"), async (request, response) => {
  await unlink(request.file.path);
  response.send(`Got ${request.file.size} bytes`);
});
const sessions = session({
  secret: "of the comparison, with more than thirty-two letters",
  resave: false,
  saveUninitialized: false,
});
app.get("/visits/", sessions, (request, response) => {
  request.session.visits = (request.session.visits ?? 0) + 1;
  response.json({ visits: request.session.visits });
});
for (let at = 0; at < 200; at += 1) {
  app.get(`/route${at}/:id/`, (request, response) => {
    if (!/^\d+$/.test(request.params.id)) return response.sendStatus(404);
    return response.json({ id: Number(request.params.id) });
  });
}
listening(app.listen(0));
