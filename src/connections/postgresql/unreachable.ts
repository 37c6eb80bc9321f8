import type { DatabaseSettings } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";

/** PostgreSQL's codes for mistakes in DATABASE_URL. */
const NO_SUCH_DATABASE = "3D000";
const REFUSED_LOGIN = /^28/;

/** Explains why the database server cannot be reached. */
export function unreachable(database: DatabaseSettings, cause: unknown): MkwebError {
  const { NAME, HOST = "localhost", PORT = 5432, USER } = database;
  const code = String(Reflect.get(Object(cause), "code"));
  const why = (cause instanceof Error && cause.message) || code;
  const where = `${HOST}:${PORT}`;
  const change = "or change DATABASE_URL in .env";
  const hint =
    code === NO_SUCH_DATABASE
      ? `Create it (createdb -h ${HOST} -p ${PORT} ${NAME}), ${change}.`
      : REFUSED_LOGIN.test(code) || /password/.test(why)
        ? `Put the right user${USER === undefined ? "" : ` (now ${USER})`} and password into DATABASE_URL in .env: postgresql://user:password@${where}/${NAME}.`
        : `Start PostgreSQL at ${where}, ${change}.`;
  return new MkwebError(
    "MKWEB_DATABASE_UNREACHABLE",
    `The database '${NAME}' at ${where} cannot be reached: ${why}.`,
    { hint, cause },
  );
}
