/** `{% csrf_token %}`: the hidden input of a posted form. */
import { Node } from "../language/node.ts";
import { formatHtml } from "../safe.ts";
import { getValue } from "../runtime/variables.ts";
import { truthy } from "../runtime/compare.ts";
import { ValueNode } from "./nodes/value-node.ts";

export function csrfToken(): Node {
  return new ValueNode((state, scope) => {
    const token = getValue(scope.get("csrf_token"), state);
    if (!truthy(token) || token === "NOTPROVIDED") return "";
    return formatHtml('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token);
  }, []);
}
