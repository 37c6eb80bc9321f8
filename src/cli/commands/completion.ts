import { defineCommand } from "../../command/index.ts";
import { completedShells, completionScripts } from "../completion/scripts.ts";

export default defineCommand({
  describe:
    "Prints a script that lets a shell complete commands, options, apps and migrations of mkweb and node manage with TAB.",
  examples: [
    "completion bash > ~/.local/share/bash-completion/completions/mkweb",
    "completion fish > ~/.config/fish/completions/mkweb.fish",
    'completion zsh > "${fpath[1]}/_mkweb"',
  ],
  arguments: {
    shell: {
      describe: `The shell: ${completedShells.join(", ")}.`,
      choices: completedShells,
      missing: `You must name the shell: ${completedShells.join(", ")}.`,
    },
  },
  run({ shell }, { out }) {
    const script = completionScripts[shell];
    out.facts({ shell, script });
    out.data(script.trimEnd());
  },
});
