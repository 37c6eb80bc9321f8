/** Another process that holds the lock of a SQLite file for writing until its input ends. */
import { DatabaseSync } from "node:sqlite";

const database = new DatabaseSync(process.argv[2] ?? "");
database.exec("begin immediate");
process.stdout.write("held");
process.stdin.resume().on("end", () => {
  database.exec("rollback");
  database.close();
});
