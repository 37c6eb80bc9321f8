/** The `forloop` variable inside `{% for %}`. */
export class ForLoop {
  /** The `forloop` of the outer loop, or an empty dictionary. */
  readonly parentloop: unknown;
  counter0 = 0;
  counter = 1;
  revcounter: number;
  revcounter0: number;
  first = true;
  last: boolean;

  constructor(parentloop: unknown, length: number) {
    this.parentloop = parentloop ?? {};
    this.revcounter = length;
    this.revcounter0 = length - 1;
    this.last = length === 1;
  }

  /** Sets all members for the item at an index. */
  at(index: number, length: number): void {
    this.counter0 = index;
    this.counter = index + 1;
    this.revcounter = length - index;
    this.revcounter0 = length - index - 1;
    this.first = index === 0;
    this.last = index === length - 1;
  }
}
