// Speaks the runner's protocol; adapter/main.ts does the work. Started by hand with a Node that runs no
// TypeScript, it hands over to the Node of the devDependencies, so this file is plain CommonJS.
const { spawnSync } = require("node:child_process");
const path = require("node:path");

const main = path.join(__dirname, "adapter/main.ts");
const own = path.join(__dirname, "../../node_modules/node/bin/node");

process.exitCode = spawnSync(own, [main], { stdio: "inherit" }).status ?? 1;
