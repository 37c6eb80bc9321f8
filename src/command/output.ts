/** Where a command prints. Nothing else in mkweb writes to the terminal. */
export interface Output {
  /** To stdout, one line: what another program may read. */
  data(line: string): void;
  /** To stdout, one line about what is being done, as Django prints it. Silent at verbosity 0. */
  progress(line: string): void;
  /** To stderr, one line: what a person reads. Silent at verbosity 0. */
  note(line: string): void;
  /** Like {@link Output.note}, from verbosity 2 on. */
  detail(line: string): void;
  /** Styled for the stream they are meant for; the text itself where colour is off. */
  readonly style: Style;
}

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  success(text: string): string;
  warning(text: string): string;
  error(text: string): string;
  code(text: string): string;
}
