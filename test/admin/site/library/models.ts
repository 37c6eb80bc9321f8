import { randomUUID } from "node:crypto";
import { User } from "mkweb/auth/models";
import { defineModel, F, fields } from "mkweb/db";
import { reverse } from "mkweb/urls";
import {
  maxValueValidator,
  minValueValidator,
  regexValidator,
  ValidationError,
} from "mkweb/validators";

export class Author extends defineModel(
  () => Author,
  {
    firstName: fields.char(100),
    lastName: fields.char(100),
    dateOfBirth: fields.date({ blank: true }).nullable(),
    dateOfDeath: fields.date({ verboseName: "died", blank: true }).nullable(),
    isActive: fields.boolean().default(true),
    books: fields.reverse(() => Book, "author"),
  },
  { ordering: ["lastName", "firstName"] },
) {
  override toString(): string {
    return `${this.lastName}, ${this.firstName}`;
  }

  getAbsoluteUrl(): string {
    return reverse("library:author-detail", { args: [this.pk] });
  }

  override clean(): void {
    const { dateOfBirth, dateOfDeath } = this;
    if (dateOfBirth && dateOfDeath && dateOfDeath < dateOfBirth) {
      throw new ValidationError("Died before being born.");
    }
  }
}

export class Genre extends defineModel(
  () => Genre,
  {
    name: fields.char(50, { helpText: "Enter a genre" }).unique(),
    slug: fields.slug().unique(),
  },
  { ordering: ["name"] },
) {
  override toString(): string {
    return this.name;
  }
}

export class Publisher extends defineModel(
  () => Publisher,
  {
    code: fields.char(10).unique(),
    name: fields.char(100),
  },
  { ordering: ["code"] },
) {
  override toString(): string {
    return this.name;
  }
}

export class Book extends defineModel(
  () => Book,
  {
    title: fields.char(200),
    slug: fields.slug(),
    author: fields.foreignKey(() => Author, { onDelete: "protect" }),
    publisher: fields
      .foreignKey(() => Publisher, { onDelete: "set null", toField: "code", blank: true })
      .nullable(),
    genres: fields.manyToMany(() => Genre, { blank: true }),
    summary: fields.text({ blank: true }),
    isbn: fields
      .char(13, {
        verboseName: "ISBN",
        validators: [regexValidator(/^\d{13}$/, { message: "Enter 13 digits." })],
      })
      .unique(),
    language: fields
      .char(2, {
        choices: [
          ["en", "English"],
          ["fr", "French"],
          ["de", "German"],
        ],
      })
      .default("en"),
    published: fields.date(),
    price: fields.decimal({ maxDigits: 6, decimalPlaces: 2, blank: true }).nullable(),
    inPrint: fields.boolean().default(true),
    sequelOf: fields.foreignKey(() => Book, { onDelete: "set null", blank: true }).nullable(),
    created: fields.datetime({ autoNowAdd: true }),
    reviews: fields.reverse(() => Review, "book"),
  },
  {
    ordering: ["title"],
    constraints: [{ name: "book_author_title", unique: ["author", "title"] }],
  },
) {
  override toString(): string {
    return this.title;
  }

  getAbsoluteUrl(): string {
    return reverse("library:book-detail", { args: [this.pk] });
  }
}

export class BookInstance extends defineModel(
  () => BookInstance,
  {
    id: fields.uuid({ editable: false }).default(randomUUID).primary(),
    book: fields.foreignKey(() => Book, { onDelete: "cascade" }),
    imprint: fields.char(200),
    dueBack: fields.date({ blank: true }).nullable(),
    borrower: fields.foreignKey(() => User, { onDelete: "set null", blank: true }).nullable(),
    status: fields
      .char(1, {
        choices: [
          ["m", "Maintenance"],
          ["o", "On loan"],
          ["a", "Available"],
          ["r", "Reserved"],
        ],
      })
      .default("m"),
  },
  {
    // Copies that are not out first, which PostgreSQL would put last.
    ordering: [F("dueBack").asc({ nullsFirst: true }), "id"],
    permissions: [["can_mark_returned", "Set book as returned"]],
  },
) {
  override toString(): string {
    return `${String(this.book)} (${this.imprint})`;
  }
}

export class Review extends defineModel(
  () => Review,
  {
    book: fields.foreignKey(() => Book, { onDelete: "cascade" }),
    reviewer: fields.char(50),
    rating: fields.positiveSmallInteger({
      validators: [minValueValidator(1), maxValueValidator(5)],
    }),
    text: fields.text({ blank: true }),
  },
  { ordering: ["id"] },
) {
  override toString(): string {
    return `${this.reviewer}: ${this.rating}`;
  }
}
