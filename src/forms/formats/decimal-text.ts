/** A decimal number from a model, to distinguish it from typed text. */
export class DecimalText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}
