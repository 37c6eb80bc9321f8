/** node:http with nothing on it: what no framework can go below. */
import { createServer } from "node:http";
import { authors, listening, message, rows } from "./measured.js";

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const escape = (text) => String(text).replace(/[&<>"']/g, (char) => escapes[char]);

const author = authors();

function send(response, type, body) {
  response.writeHead(200, { "Content-Type": type, "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

function answer(request, response) {
  const { url } = request;
  if (url === "/hello/") return send(response, "text/html; charset=utf-8", "Hello, world!");
  if (url === "/json/") return send(response, "application/json", JSON.stringify(message));
  if (url === "/table/") {
    const lines = rows.map(
      (row) =>
        `<tr><td>${row.id}</td><td>${escape(row.name)}</td><td>${escape(row.price)}</td></tr>\n`,
    );
    return send(response, "text/html; charset=utf-8", `<table>\n${lines.join("")}</table>\n`);
  }
  if (url === "/form/") {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    return request.on("end", () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      send(response, "text/html; charset=utf-8", `Hello, ${form.get("name")}`);
    });
  }
  if (url === "/author/500/") {
    return send(response, "application/json", JSON.stringify(author(500)));
  }
  const match = /^\/route(\d+)\/(\d+)\/$/.exec(url);
  return send(response, "application/json", JSON.stringify({ id: Number(match[2]) }));
}

listening(createServer(answer).listen(0));
