import { parseSync } from '@swc/core';

export interface Literal {
  /** `{}` stands for what is put into a template. */
  text: string;
  /** The kind of the node it stands in, and of an attribute or a property its name. */
  in: string;
  name?: string;
  line: number;
}

interface Node {
  type: string;
  span?: { start: number };
  [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Every text that stands in a source as a literal: strings, templates, the text between tags. */
export function literals(path: string, source: string): Literal[] {
  const module = parseSync(source, { syntax: 'typescript', tsx: path.endsWith('.tsx'), target: 'es2022' });
  const bytes = Buffer.from(source);
  // swc counts on from what it has parsed before.
  const first = module.span.start - leadingOf(source);
  const lineOf = (node: Node) =>
    bytes
      .subarray(0, (node.span?.start ?? 0) - first)
      .toString()
      .split('\n').length;
  const found: Literal[] = [];
  const visit = (value: unknown, parent: Node, name?: string): void => {
    if (Array.isArray(value))
      for (const each of value) visit(isNode(each?.expression) ? each.expression : each, parent, name);
    if (!isNode(value)) return;
    const text = textOf(value);
    if (text !== undefined) found.push({ text, in: parent.type, name, line: lineOf(value) });
    const own =
      nameOf(value) ?? (value.type === 'KeyValueProperty' || value.type === 'JSXAttribute' ? undefined : name);
    for (const [part, child] of Object.entries(value)) {
      if (part === 'span' || part === 'quasis' || isType(child)) continue;
      visit(child, value, own);
    }
  };
  visit(module.body, module as unknown as Node);
  return found;
}

/** swc's first place is that of the first statement, not of what stands before it. */
const leadingOf = (source: string) => {
  const before = /^(\s|\/\*[\s\S]*?\*\/|\/\/.*\n)*/.exec(source)?.[0] ?? '';
  return Buffer.byteLength(before);
};

const isType = (child: unknown) => isNode(child) && /^Ts.*(Annotation|Instantiation|Type)$/.test(child.type);

function textOf(node: Node): string | undefined {
  if (node.type === 'StringLiteral' || node.type === 'JSXText') return String(node.value);
  if (node.type !== 'TemplateLiteral') return undefined;
  const quasis = node.quasis as { cooked?: string }[] | undefined;
  return quasis?.map(({ cooked }) => cooked ?? '').join('{}');
}

function nameOf(node: Node): string | undefined {
  const key = node.type === 'KeyValueProperty' ? node.key : node.type === 'JSXAttribute' ? node.name : undefined;
  return isNode(key) ? String(key.value) : undefined;
}
