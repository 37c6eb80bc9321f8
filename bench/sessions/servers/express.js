/** usage: express.js sqlite|memory FILE */
import express from "express";
import session from "express-session";
import { listening } from "../../requests/servers/measured.js";
import { openRows } from "./sqlite-rows.js";

const [kind, file] = process.argv.slice(2);

class SqliteStore extends session.Store {
  constructor() {
    super();
    Object.assign(this, openRows(file));
  }
}

const app = express();
app.use(
  session({
    secret: "of the comparison, with more than thirty-two letters",
    resave: false,
    saveUninitialized: false,
    cookie: { maxAge: 1_209_600_000 },
    ...(kind === "sqlite" ? { store: new SqliteStore() } : {}),
  }),
);
app.get("/count/", (request, response) => {
  request.session.count = (request.session.count ?? 0) + 1;
  response.json({ count: request.session.count });
});
listening(app.listen(0, "127.0.0.1"));
