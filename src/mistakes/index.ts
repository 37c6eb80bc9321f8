/** Words for what went wrong: spelling that is nearly right, a stack's frames, errors of code that people wrote. */
export { explainMistake, type Explanation } from "./explain.ts";
export { endsWithReason } from "./entry-point.ts";
export { parseFrame, type StackFrame } from "./frame.ts";
export { framesOfProject, onlyProjectFrames, withoutForeignFrames } from "./stack.ts";
export { printable } from "./printable.ts";
export { didYouMean, suggest } from "./suggest.ts";
