/** The blocks of an `extends` chain: the overriding blocks of each name, the outermost parent's first. */
import type { BlockNode } from "./tags/block.ts";

export class BlockContext {
  readonly #blocks = new Map<string, BlockNode[]>();

  /** Adds a parent's blocks, used if no child has one of the name. */
  add(blocks: Iterable<BlockNode>): void {
    for (const block of blocks) {
      const known = this.#blocks.get(block.name);
      if (known) known.unshift(block);
      else this.#blocks.set(block.name, [block]);
    }
  }

  pop(name: string): BlockNode | undefined {
    return this.#blocks.get(name)?.pop();
  }

  push(name: string, block: BlockNode): void {
    const known = this.#blocks.get(name);
    if (known) known.push(block);
    else this.#blocks.set(name, [block]);
  }

  has(name: string): boolean {
    return (this.#blocks.get(name)?.length ?? 0) > 0;
  }
}
