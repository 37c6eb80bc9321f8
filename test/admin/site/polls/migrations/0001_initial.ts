import { createModel, defineMigration } from "mkweb/migrations";

export default defineMigration({
  initial: true,
  operations: [
    createModel("Question", {
      table: "polls_question",
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        questionText: { type: "string", length: 200 },
        pubDate: { type: "datetime" },
      },
    }),
    createModel("Choice", {
      table: "polls_choice",
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        question: { kind: "m:1", to: "polls.Question", deleteRule: "cascade" },
        choiceText: { type: "string", length: 200 },
        votes: { type: "integer", default: 0 },
      },
    }),
  ],
});
