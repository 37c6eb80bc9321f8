/** Finds statements that change a list after its definition; the literal is then incomplete. */
import type {
  CallExpression,
  MemberExpression,
  Node,
  OptionalCallExpression,
  OptionalMemberExpression,
} from "@babel/types";
import type { Definition } from "./definition.ts";
import {
  eachNode,
  initialiser,
  keyOf,
  lineOf,
  namesIn,
  unwrap,
  type SourceModule,
} from "./module.ts";

/** Such a statement, and the values it adds. */
export interface LaterChange {
  readonly line: number;
  readonly how: string;
  readonly values: readonly Node[];
}

/** Everything in the module that may change the list in `lists`, or replace it in its object. */
export function laterChanges(
  module: SourceModule,
  definition: Definition,
  lists: ReadonlySet<string>,
): LaterChange[] {
  const objects = new Set(definition.objects);
  const held: Held = { name: definition.name, lists: new Set(lists), objects };
  addAliases(module, held);
  const found: LaterChange[] = [];
  eachNode(module.file.program, (node) => {
    const change = changeBy(node, held) ?? redeclaredBy(node, module, held);
    if (change) found.push({ line: lineOf(node), ...change });
  });
  return found.toSorted((one, other) => one.line - other.line);
}

interface Held {
  readonly name: string;
  readonly lists: Set<string>;
  readonly objects: Set<string>;
}

type Change = Omit<LaterChange, "line"> | undefined;

/** `const apps = INSTALLED_APPS` makes `apps` another name for the list. */
function addAliases(module: SourceModule, held: Held): void {
  const before = held.lists.size + held.objects.size;
  for (const name of module.variables.keys()) {
    const value = initialiser(module, name);
    if (value && isList(value, held)) held.lists.add(name);
    if (value && isObject(value, held)) held.objects.add(name);
  }
  if (held.lists.size + held.objects.size > before) addAliases(module, held);
}

function changeBy(node: Node, held: Held): Change {
  switch (node.type) {
    case "AssignmentExpression":
      return assigns(node.left, held) ? { how: "assigned to", values: [node.right] } : undefined;
    case "ForOfStatement":
    case "ForInStatement":
      return assigns(node.left, held) ? { how: "assigned to", values: [] } : undefined;
    case "UpdateExpression":
      return assigns(node.argument, held) ? { how: "changed", values: [] } : undefined;
    case "UnaryExpression":
      return node.operator === "delete" && assigns(node.argument, held)
        ? { how: "deleted from", values: [] }
        : undefined;
    case "CallExpression":
    case "OptionalCallExpression":
      return changingCall(node, held);
    default:
      return undefined;
  }
}

const changingMethods = new Set(
  "push unshift splice pop shift reverse sort fill copyWithin".split(" "),
);

function changingCall(call: CallExpression | OptionalCallExpression, held: Held): Change {
  const callee = memberOf(call.callee);
  if (!callee) return undefined;
  const { object, property, computed } = callee;
  const method = keyOf(property, computed);
  const [first, ...rest] = call.arguments;
  const change = (how: string, values: readonly Node[]): Change => ({ how, values });

  if (isList(object, held)) {
    const mayChange = method === undefined || changingMethods.has(method);
    return mayChange
      ? change(`changed by ${method === undefined ? "a method" : `${method}()`}`, call.arguments)
      : undefined;
  }
  if (!first || method === undefined) return undefined;
  if (method === "call" || method === "apply") {
    const lender = memberOf(object);
    const borrowed = (lender && keyOf(lender.property, lender.computed)) ?? "";
    return isList(first, held) && changingMethods.has(borrowed)
      ? change(`changed by ${borrowed}()`, rest)
      : undefined;
  }
  const isObjectMethod = object.type === "Identifier" && /^(Object|Reflect)$/.test(object.name);
  const changesFirst = /^(assign|definePropert(y|ies)|set|deleteProperty)$/.test(method);
  return isObjectMethod && changesFirst && (isList(first, held) || isObject(first, held))
    ? change(`changed by ${method}()`, rest)
    : undefined;
}

/** Whether assigning to `target` would change the list. */
function assigns(target: Node, held: Held): boolean {
  const inner = unwrap(target);
  if (inner.type === "MemberExpression") {
    return isList(inner.object, held) || isList(inner, held) || isDynamicMember(inner, held);
  }
  if (inner.type === "VariableDeclaration") return false;
  return namesIn(inner).some((name) => held.lists.has(name) || held.objects.has(name));
}

function isDynamicMember(node: Node, held: Held): boolean {
  const member = memberOf(node);
  if (!member || !isObject(member.object, held)) return false;
  return keyOf(member.property, member.computed) === undefined;
}

function isList(node: Node, held: Held): boolean {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return held.lists.has(inner.name);
  const member = memberOf(inner);
  if (!member || !isObject(member.object, held)) return false;
  return keyOf(member.property, member.computed) === held.name;
}

function memberOf(node: Node): MemberExpression | OptionalMemberExpression | undefined {
  const inner = unwrap(node);
  const isMember = inner.type === "MemberExpression" || inner.type === "OptionalMemberExpression";
  return isMember ? inner : undefined;
}

function isObject(node: Node, held: Held): boolean {
  const inner = unwrap(node);
  return inner.type === "Identifier" && held.objects.has(inner.name);
}

/** A `var` in an inner block declares the same variable again. */
function redeclaredBy(node: Node, module: SourceModule, held: Held): Change {
  if (node.type !== "VariableDeclaration" || node.kind !== "var") return undefined;
  const again = node.declarations.find(
    (each) =>
      each.id.type === "Identifier" &&
      held.lists.has(each.id.name) &&
      !module.variables.get(each.id.name)?.includes(each),
  );
  return again && { how: "declared again", values: again.init ? [again.init] : [] };
}
