/** Nest without its compiler: decorators are functions, and are called as such. */
import "reflect-metadata";
import { unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Module,
  Param,
  ParseIntPipe,
  Post,
  Render,
  UploadedFile,
  UseInterceptors,
} from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { FileInterceptor } from "@nestjs/platform-express";
import { authors, message, report, rows } from "./measured.js";

const author = authors();

class Pages {
  hello() {
    return "Hello, world!";
  }

  json() {
    return message;
  }

  table() {
    return { rows };
  }

  form(body) {
    return `Hello, ${body.name}`;
  }

  author(id) {
    return author(id);
  }

  async upload(file) {
    await unlink(file.path);
    return `Got ${file.size} bytes`;
  }
}

function decorate(prototype, name, ...decorators) {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  for (const decorator of decorators) decorator(prototype, name, descriptor);
}

const type = Header("Content-Type", "text/html; charset=utf-8");
decorate(Pages.prototype, "hello", Get("hello"), type);
decorate(Pages.prototype, "json", Get("json"));
decorate(Pages.prototype, "table", Get("table"), Render("table"));
decorate(Pages.prototype, "form", Post("form"), HttpCode(200), type);
Body()(Pages.prototype, "form", 0);
decorate(Pages.prototype, "author", Get("author/:id"));
Param("id", ParseIntPipe)(Pages.prototype, "author", 0);
const toDisk = UseInterceptors(FileInterceptor("file", { dest: tmpdir() }));
decorate(Pages.prototype, "upload", Post("upload"), HttpCode(200), type, toDisk);
UploadedFile()(Pages.prototype, "upload", 0);

for (let at = 0; at < 200; at += 1) {
  const name = `route${at}`;
  Pages.prototype[name] = (id) => ({ id });
  decorate(Pages.prototype, name, Get(`${name}/:id`));
  Param("id", ParseIntPipe)(Pages.prototype, name, 0);
}
Controller()(Pages);

// oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants a class to hang the module on
class Site {}
Module({ controllers: [Pages] })(Site);

const app = await NestFactory.create(Site, { logger: false });
app.setBaseViewsDir(fileURLToPath(new URL(".", import.meta.url)));
app.setViewEngine("ejs");
app.getHttpAdapter().getInstance().enable("view cache");
await app.listen(0);
report(app.getHttpServer().address().port);
