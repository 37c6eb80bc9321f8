/** What a browser sends to add and to change an object of each model of the acceptance site. */

type Data = Readonly<Record<string, string>>;

/** The hidden inputs of inline forms of which none is filled in. */
const none = (prefix: string): Data => ({
  [`${prefix}-TOTAL_FORMS`]: "0",
  [`${prefix}-INITIAL_FORMS`]: "0",
});

const book = {
  title: "The Tower",
  slug: "the-tower",
  author: "1",
  isbn: "9780000199999",
  language: "en",
  published: "1990-01-01",
  summary: "About a tower.",
  ...none("bookinstance_set"),
  ...none("reviews"),
};

const question = {
  question_text: "Why?",
  pub_date_0: "2026-01-05",
  pub_date_1: "10:00:00",
  ...none("choice_set"),
};

const forms: Readonly<Record<string, { readonly add: Data; readonly change?: Data }>> = {
  group: { add: { name: "Friends" } },
  user: {
    add: {
      username: "guest",
      usable_password: "true",
      password1: "Zugvogel-77",
      password2: "Zugvogel-77",
    },
    change: {
      username: "reader",
      first_name: "Changed",
      is_active: "on",
      date_joined_0: "2026-01-01",
      date_joined_1: "00:00:00",
    },
  },
  author: { add: { first_name: "Changed", last_name: "Author" } },
  book: { add: book },
  bookinstance: { add: { book: "2", imprint: "Changed", status: "o" } },
  genre: { add: { name: "Poetry", slug: "poetry" } },
  publisher: {
    add: { code: "NEW", name: "Changed" },
    // Books name their publisher by its code.
    change: { code: "LMP", name: "Changed" },
  },
  review: { add: { book: "1", reviewer: "Changed", rating: "2", text: "" } },
  question: { add: question },
};

/** @throws {Error} Nothing is known of the model. */
export function formsOf(model: string): { readonly add: Data; readonly change: Data } {
  const found = forms[model];
  if (!found) throw new Error(`No form is written for the model ${model}`);
  return { change: found.add, ...found };
}
