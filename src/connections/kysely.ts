import type { Kysely } from "kysely";
import type { Connection } from "./connection.ts";

/** Creates a Kysely, an optional peer dependency, whose statements take part in the connection's blocks. */
export async function kyselyOn<Tables>(connection: Connection): Promise<Kysely<Tables>> {
  const [kysely, dialect] = await Promise.all([import("kysely"), connection.dialect()]);
  return new kysely.Kysely<Tables>({ dialect });
}
