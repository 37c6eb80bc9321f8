/** What every server of the comparison shares: its data, and telling the parent how much CPU it used. */
import { DatabaseSync } from "node:sqlite";

export const rows = Array.from({ length: 50 }, (_, at) => ({
  id: at,
  name: `Name <${at}> & "company"`,
  price: `${at}.50`,
}));

export const message = { message: "Hello, world!", numbers: [1, 2, 3], ok: true };

/** What the frameworks that bring no database of their own read by hand: one row of a thousand, by its key. */
export function authors() {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE library_author (id INTEGER PRIMARY KEY, name TEXT, born TEXT)");
  const insert = database.prepare("INSERT INTO library_author (name, born) VALUES (?, ?)");
  for (let at = 1; at <= 1000; at += 1) insert.run(`Author ${at}`, "1950-01-01");
  const select = database.prepare("SELECT id, name, born FROM library_author WHERE id = ?");
  return (id) => ({ ...select.get(id) });
}

/** For helmet: the four headers that a new project sends, and no other. */
export const headersOfSecurity = {
  contentSecurityPolicy: false,
  crossOriginOpenerPolicy: { policy: "same-origin" },
  crossOriginResourcePolicy: false,
  dnsPrefetchControl: false,
  frameguard: { action: "deny" },
  hidePoweredBy: false,
  hsts: false,
  ieNoOpen: false,
  noSniff: true,
  originAgentCluster: false,
  permittedCrossDomainPolicies: false,
  referrerPolicy: { policy: "same-origin" },
  xssFilter: false,
};

/** Tells the port, then answers each message with the CPU time used so far, in microseconds, and its memory in bytes. */
export function report(port) {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpu: user + system, memory: process.memoryUsage.rss() });
  });
  process.send({ port });
}

export const listening = (server) => server.once("listening", () => report(server.address().port));
