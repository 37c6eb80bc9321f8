import { defineCommand } from "../define.ts";
import { takeTask } from "../serve/messages.ts";
import { readPlan } from "../serve/plan.ts";

export default defineCommand({
  describe: "Serves the project in production, with one process or several.",
  examples: [
    "serve",
    "serve --workers auto",
    "serve --host 0.0.0.0 --port 8080",
    "serve --workers 4 --bind unix:/run/site/site.sock",
  ],
  options: {
    workers: {
      type: "string",
      describe:
        "Number of worker processes, or auto for one per processor core. Default: WEB_CONCURRENCY, or 1.",
      metavar: "N",
    },
    host: { type: "string", describe: "Address to listen on. Default: HOST, or 127.0.0.1." },
    port: {
      type: "number",
      describe: "Port to listen on; 0 takes any free one. Default: PORT, or 8000.",
    },
    bind: {
      type: "string",
      array: true,
      describe: "Where to listen instead: HOST:PORT, or the path of a Unix socket.",
      metavar: "HOST:PORT|unix:FILE",
    },
    accessLog: {
      type: "boolean",
      describe: "Writes each request to the log, as the logger mkweb.access.",
      default: false,
    },
    fd: {
      type: "number",
      array: true,
      describe:
        "File descriptor of an inherited socket to listen on instead; sockets of systemd are found automatically.",
    },
  },
  async run(asked, context) {
    const task = takeTask();
    if (task) {
      const { serveAsWorker } = await import("../serve/worker.ts");
      return serveAsWorker(task, context);
    }
    const plan = readPlan(asked, context.env, { pid: process.pid, cwd: context.cwd });
    const { serveProject } = await import("../serve/serve-project.ts");
    return serveProject(plan, context);
  },
});
