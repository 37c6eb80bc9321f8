/** Text that is already HTML, made by `markSafe()`; printed without escaping. */
export class SafeString {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }

  toString(): string {
    return this.value;
  }

  __html__(): string {
    return this.value;
  }

  toJSON(): string {
    return this.value;
  }
}
