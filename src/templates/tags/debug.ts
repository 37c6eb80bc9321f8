/** `{% debug %}`: lists the variables if DEBUG is on. */
import { mask } from "../../secrets/index.ts";
import { Node } from "../language/node.ts";
import { repr } from "../runtime/text.ts";
import { escape } from "../safe.ts";
import { ValueNode } from "./nodes/value-node.ts";

export function debug(): Node {
  return new ValueNode(
    (state, scope) => (state.engine.debug ? escape(repr(mask("", scope.flatten()))) : ""),
    [],
  );
}
