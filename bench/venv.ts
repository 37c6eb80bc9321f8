/**
 * What making an environment costs, as a whole process: `mkweb venv` beside Python's venv, virtualenv and
 * nodeenv, in one run; then the size of a plain environment.
 *
 * usage: node bench/venv.ts [ROUNDS] [NODE]   (default: 25 rounds, the Node that runs this file)
 *
 * Needs `npm run build`, and for `--node 24` the registry once. python3, virtualenv and nodeenv (Debian:
 * python3-venv, virtualenv, nodeenv) are left out where they are not installed.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { timeInTurn, type BenchCommand } from "./support/command.ts";

const [roundsText = "25", node = process.execPath] = process.argv.slice(2);
const mkweb = fileURLToPath(new URL("../bin/mkweb.js", import.meta.url));
const scratch = mkdtempSync(path.join(tmpdir(), "mkweb-bench-venv-"));
const env = { MKWEB_HOME: path.join(scratch, "store") };

const make = (...options: readonly string[]): readonly string[] => [
  mkweb,
  "venv",
  "-v0",
  ...options,
];

/** The programs of the system, not a version manager's stand-ins for them. */
const others: readonly BenchCommand[] = [
  {
    name: "python3 -m venv --without-pip",
    command: "/usr/bin/python3",
    arguments: ["-m", "venv", "--without-pip", "env"],
  },
  { name: "virtualenv", command: "/usr/bin/virtualenv", arguments: ["-q", "env"] },
  {
    name: "nodeenv --node=system",
    command: "/usr/bin/nodeenv",
    arguments: ["-q", "--node=system", "env"],
  },
].filter(({ command }) => existsSync(command));

try {
  const first = spawnSync(node, make("--node", "24", path.join(scratch, "first")), {
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  const own: readonly BenchCommand[] =
    first.status === 0
      ? [
          {
            name: "mkweb venv --node 24, stored",
            command: node,
            arguments: make("--node", "24", "env"),
            env,
          },
        ]
      : [];
  if (first.status !== 0) console.log(`without --node 24: ${first.stderr}`);
  const commands: readonly BenchCommand[] = [
    { name: "node -e 0", command: node, arguments: ["-e", "0"] },
    { name: "mkweb venv", command: node, arguments: make("env") },
    ...own,
    ...others,
  ];
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  console.log(`Node ${version}, ${roundsText} rounds, milliseconds (median, min-max)`);
  const timings = timeInTurn(commands, Number(roundsText));
  const plain = timings.find(({ name }) => name === "mkweb venv")?.median ?? Number.NaN;
  for (const { name, median, min, max } of timings) {
    const spread = `${median.toFixed(1)} (${min.toFixed(1)}-${max.toFixed(1)})`;
    console.log(
      `${name.padEnd(32)}${spread.padEnd(28)}mkweb venv is ${(plain / median).toFixed(2)} x this`,
    );
  }
  execFileSync(node, make(path.join(scratch, "plain")));
  const size = execFileSync("du", ["-sk", path.join(scratch, "plain")], { encoding: "utf8" });
  console.log(`a plain environment takes ${size.split("\t")[0]} kB on disk`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
