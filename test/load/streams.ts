/**
 * What many idle connections cost everybody else, and what is left of them: 1,000 clients that send a byte a second,
 * 1,000 WebSockets that say nothing and 500 readers of events that vanish, while others ask for a page.
 *
 *     npm run load:streams [--slow N] [--sockets N] [--streams N] [--rounds N]
 *
 * Prints the 50th and 99th percentile of the others' times, without and with the idle ones, and what the server holds
 * before and afterwards. Fails where descriptors, streams or sockets are not given back, or an answer is wrong.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const text = (value: string) => ({ type: "string", default: value }) as const;
const options = {
  slow: text("1000"),
  sockets: text("1000"),
  streams: text("500"),
  rounds: text("12000"),
};
const { values } = parseArgs({ options });
const count = (name: keyof typeof options): number => Number(values[name]);

interface Held {
  readonly descriptors: number;
  readonly open: number;
  readonly rss: number;
}

const site = fork(fileURLToPath(new URL("streams/site.ts", import.meta.url)), {
  execArgv: ["--expose-gc"],
  stdio: ["ignore", "inherit", "inherit", "ipc"],
});
const [port]: unknown[] = await once(site, "message");
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

function ask(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port: Number(port), host: "127.0.0.1", path, agent }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (more: string) => (body += more));
      response.on("end", () => resolve(body));
    }).on("error", reject);
  });
}

async function held(): Promise<Held> {
  return JSON.parse(await ask("/held/"));
}

/** The times of others, one request after the other in four connections, in ms. */
async function others(): Promise<{ readonly p50: number; readonly p99: number }> {
  const times: number[] = [];
  const visits = async (): Promise<void> => {
    for (let at = 0; at < count("rounds") / 4; at++) {
      const start = performance.now();
      if ((await ask("/")).length !== 2000) throw new Error("Another visitor got a wrong page.");
      times.push(performance.now() - start);
    }
  };
  await Promise.all([visits(), visits(), visits(), visits()]);
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

await others();
const before = await held();
const alone = await others();

const crowd = fork(fileURLToPath(new URL("streams/crowd.ts", import.meta.url)), {
  execArgv: [],
  stdio: ["ignore", "inherit", "inherit", "ipc"],
});
crowd.send({ port, slow: count("slow"), sockets: count("sockets"), streams: count("streams") });
await once(crowd, "message");
const full = await held();
const beside = others();
crowd.send("vanish");
const together = await beside;
crowd.kill("SIGKILL");

let after = await held();
for (
  let tries = 0;
  tries < 200 && (after.descriptors > before.descriptors || after.open > 0);
  tries++
) {
  await delay(50);
  after = await held();
}
const line = (name: string, { p50, p99 }: typeof alone): string =>
  `${name.padEnd(24)} p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms`;
const holds = (name: string, { descriptors, open, rss }: Held): string =>
  `${name.padEnd(24)} ${descriptors} descriptors, ${open} open, ${Math.round(rss / 1e6)} MB`;
console.log(line("others, alone", alone));
console.log(line("others, beside them", together));
console.log(holds("before", before));
console.log(holds("with all of them", full));
console.log(holds("afterwards", after));
agent.destroy();
site.kill();
if (after.descriptors > before.descriptors || after.open > 0) {
  console.error("Not everything was given back.");
  process.exitCode = 1;
}
