/** Explains errors: suggestions for misspelt names, stack frames, mistakes in a project's code. */
export { explainMistake, type Explanation } from "./explain.ts";
export { endsWithReason } from "./entry-point.ts";
export { parseFrame, type StackFrame } from "./frame.ts";
export { framesOfProject, onlyProjectFrames, withoutForeignFrames } from "./stack.ts";
export { printable } from "./printable.ts";
export { didYouMean, suggest } from "./suggest.ts";
