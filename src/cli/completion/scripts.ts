export const completedShells = ["bash", "zsh", "fish"] as const;
export type CompletedShell = (typeof completedShells)[number];

/**
 * Scripts for a shell to source. They pass the typed words to `mkweb completion --` unchanged and read the
 * answer line by line; neither is ever evaluated. They complete `node manage` too, unless something else
 * completes `node`.
 */
export const completionScripts: Readonly<Record<CompletedShell, string>> = {
  bash: String.raw`# Completion of mkweb and of a project's node manage, for bash:
#   mkweb completion bash > ~/.local/share/bash-completion/completions/mkweb
_mkweb() {
  local word help
  COMPREPLY=()
  while IFS=$'\t' read -r word help; do
    case $word in
      :folder) compopt -o dirnames 2>/dev/null ;;
      :file) compopt -o default 2>/dev/null ;;
      *) printf -v word %q "$word" && COMPREPLY+=("$word") ;;
    esac
  done < <(command mkweb completion -- "${"$"}{COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null </dev/null)
}
_mkweb_node() {
  case ${"$"}{COMP_WORDS[1]-} in
    manage | manage.js | */manage | */manage.js) ((COMP_CWORD > 1)) && _mkweb ;;
    *) COMPREPLY=() && compopt -o default 2>/dev/null ;;
  esac
}
complete -F _mkweb mkweb
complete -p node >/dev/null 2>&1 || complete -F _mkweb_node node
`,
  zsh: String.raw`#compdef mkweb
# Completion of mkweb and of a project's node manage, for zsh; in ~/.zshrc:
#   source <(mkweb completion zsh)
_mkweb() {
  emulate -L zsh
  local word help
  local -a found shown
  while IFS=$'\t' read -r word help; do
    case $word in
      :folder) _files -/ ;;
      :file) _files ;;
      *) found+=("$word") shown+=("$word${"$"}{help:+  -- $help}") ;;
    esac
  done < <(command mkweb completion -- "${"$"}{(@)words[1,CURRENT]}" 2>/dev/null </dev/null)
  (( $#found )) && compadd -l -d shown -a found
}
_mkweb_node() {
  case ${"$"}{words[2]-} in
    manage|manage.js|*/manage|*/manage.js) (( CURRENT > 2 )) && _mkweb ;;
    *) _files ;;
  esac
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
compdef _mkweb mkweb
(( $+_comps[node] )) || compdef _mkweb_node node
[[ $funcstack[1] != _mkweb ]] || _mkweb "$@"
`,
  fish: String.raw`# Completion of mkweb and of a project's node manage, for fish:
#   mkweb completion fish > ~/.config/fish/completions/mkweb.fish
function __mkweb_complete
    set -l current (commandline -ct)
    for line in (command mkweb completion -- (commandline -opc) "$current" 2>/dev/null </dev/null)
        switch $line
            case :folder
                __fish_complete_directories "$current"
            case :file
                __fish_complete_path "$current"
            case '*'
                printf '%s\n' $line
        end
    end
end
function __mkweb_is_manage
    set -l words (commandline -opc)
    string match -qr '(^|/)manage(\.js)?$' -- "$words[2]"
end
complete -c mkweb -f -a '(__mkweb_complete)'
complete -c node -n __mkweb_is_manage -f -a '(__mkweb_complete)'
`,
};
