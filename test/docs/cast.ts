/** The models, forms and values that the examples in docstrings speak of without making them. */
import { EventEmitter } from "node:events";
import { AbstractUser, type User, UserManager } from "mkweb/auth";
import { AuthenticationForm } from "mkweb/auth/forms";
import type { Cache } from "mkweb/cache";
import type { Settings } from "mkweb/conf";
import { defineModel, fields } from "mkweb/db";
import {
  defineForm,
  defineModelForm,
  fields as formFields,
  inlineformsetFactory,
} from "mkweb/forms";
import type { HttpRequest, HttpResponse } from "mkweb/http";
import type { Output } from "mkweb/management";
import type { Answers, MigrationGraph } from "mkweb/migrations";
import type { Client } from "mkweb/test";

export { default as assert } from "node:assert/strict";
export { on } from "node:events";
export * as accounts from "mkweb/auth/urls";
export * as admin from "mkweb/admin";

export class Author extends defineModel(() => Author, {
  name: fields.char(100),
  active: fields.boolean().default(true),
  born: fields.date().nullable(),
  books: fields.reverse(() => Book, "author"),
}) {}

export class Book extends defineModel(() => Book, {
  title: fields.char(200),
  author: fields.foreignKey(() => Author, { onDelete: "cascade" }),
  pages: fields.integer().default(0),
  price: fields.decimal({ maxDigits: 8, decimalPlaces: 2 }).nullable(),
  published: fields.datetime().nullable(),
}) {}

export class Question extends defineModel(() => Question, {
  questionText: fields.char(200),
  pubDate: fields.datetime(),
  choices: fields.reverse(() => Choice, "question"),
}) {
  wasPublishedRecently(): boolean {
    return this.pubDate.getTime() >= Date.now() - 86_400_000;
  }
}

export class Choice extends defineModel(() => Choice, {
  question: fields.foreignKey(() => Question, { onDelete: "cascade" }),
  choiceText: fields.char(200),
  votes: fields.integer().default(0),
}) {}

class Members extends UserManager<Member> {}

export class Member extends AbstractUser.defineModel(
  () => Member,
  { nickname: fields.char(50).default("") },
  { querySet: Members },
) {}

export class QuestionForm extends defineModelForm(Question, { fields: ["questionText"] }) {}

export class ContactForm extends defineForm({
  subject: formFields.char({ maxLength: 100 }),
  sender: formFields.email(),
}) {
  async sendMail(): Promise<void> {}
}

export class Price extends defineModel(() => Price, { amount: fields.integer() }) {}

export class CarefulForm extends AuthenticationForm {}

export class InterestForm extends defineForm({ message: formFields.char() }) {}

export class ArticleForm extends defineForm({ title: formFields.char() }) {}

export class ChoiceFormSet extends inlineformsetFactory(Question, Choice, {
  fields: ["choiceText"],
}) {}

export declare const choices: ChoiceFormSet;
export declare const comments: ChoiceFormSet;
export declare const author: Author;
export declare const book: Book;
export declare const question: Question;
export declare const polls: Question[];
export declare const add: (request: HttpRequest) => HttpResponse;
export declare const questions: (request: HttpRequest) => HttpResponse;
export declare const user: User;
export declare const request: HttpRequest;
export declare const settings: Settings;
export declare const graph: MigrationGraph;
export declare const answers: Answers;
export declare const cache: Cache;
export declare const client: Client;
export declare const out: Output;
export declare const username: string;
export declare const password: string;

/** Tells prices as they change. */
export const market = new EventEmitter<{ price: [string] }>();
