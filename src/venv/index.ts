/** Isolated Node environments: `mkweb venv DIR`, then `source DIR/bin/activate`. */
export { activateCommand } from "./activate-command.ts";
export { activeVenv, type ActiveVenv } from "./active.ts";
export { createVenv, type Venv, type VenvRequest } from "./create.ts";
export { describeVenv, type VenvInfo } from "./info.ts";
export { type Machine, thisMachine } from "./machine.ts";
export { npmVersion } from "./node/npm-version.ts";
export { previewVenv, type VenvPreview } from "./preview.ts";
