/**
 * Bicep read by its tree-sitter grammar: whether a file is well formed, and which names it declares and uses. No compiler:
 * types, properties and versions of resources are not checked.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Language, type Node, Parser } from 'web-tree-sitter';

export interface BicepModule {
  readonly name: string;
  /** Where its file is. */
  readonly file: string;
  readonly given: readonly string[];
}

export interface BicepFile {
  readonly path: string;
  readonly text: string;
  /** `line:column` and what stands there, for each place where the grammar lost its way. */
  readonly faults: readonly string[];
  /** Name of each parameter, and whether it may be left out. */
  readonly parameters: ReadonlyMap<string, { readonly optional: boolean }>;
  readonly outputs: readonly string[];
  readonly modules: readonly BicepModule[];
  /** Parameters, variables, resources, modules and loop variables. */
  readonly declared: ReadonlySet<string>;
  /** Names that stand for one of those. */
  readonly used: ReadonlySet<string>;
  /** `module.output`, wherever an output of a module is read. */
  readonly outputsRead: readonly string[];
}

const DECLARATIONS = ['parameter', 'variable', 'resource', 'module'].map(
  (kind) => `${kind}_declaration`,
);

export async function bicepParser(): Promise<Parser> {
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/package.json');
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(dirname(grammar), 'tree-sitter-bicep.wasm')));
  return parser;
}

export function readBicep(
  parser: Parser,
  path: string,
  text = readFileSync(path, 'utf8'),
): BicepFile {
  const tree = parser.parse(text);
  if (!tree) throw new Error(`${path} could not be parsed.`);
  const nodes = [...walk(tree.rootNode)];
  const declarations = nodes.filter(({ type }) => DECLARATIONS.includes(type));
  const loops = nodes.filter(({ type }) => type === 'for_statement');
  const names = [...declarations, ...loops].map(nameNode);
  const ofType = (type: string): Node[] => nodes.filter((node) => node.type === type);
  return {
    path,
    text,
    faults: nodes
      .filter(({ isError, isMissing }) => isError || isMissing)
      .map(
        ({ startPosition: { row, column }, text: found }) => `${row + 1}:${column + 1} ${found}`,
      ),
    parameters: new Map(
      ofType('parameter_declaration').map((node) => [
        nameNode(node).text,
        { optional: node.children.some((child) => child?.type === '=') },
      ]),
    ),
    outputs: ofType('output_declaration').map((node) => nameNode(node).text),
    modules: ofType('module_declaration').map((node) => ({
      name: nameNode(node).text,
      file: join(dirname(path), within(node, 'string_content')?.text ?? ''),
      given: given(node),
    })),
    declared: new Set(names.map((node) => node.text)),
    used: new Set(
      ofType('identifier')
        .filter((node) => isUse(node, names))
        .map((node) => node.text),
    ),
    outputsRead: [...text.matchAll(/\b(\w+)\.outputs\.(\w+)/g)].map(([, a, b]) => `${a}.${b}`),
  };
}

/** Not a declaration, a property's name, a function's or a decorator's, nor the type of something. */
function isUse(node: Node, names: readonly Node[]): boolean {
  const { parent } = node;
  if (names.some(({ id }) => id === node.id) || parent?.type === 'output_declaration') return false;
  if (parent?.type === 'call_expression' || parent?.type === 'object_property')
    return parent.firstNamedChild?.id !== node.id;
  return parent?.type !== 'type';
}

/** The properties of a module's `params`. */
function given(module: Node): readonly string[] {
  const params = [...walk(module)].find(
    (node) => node.type === 'object_property' && node.firstNamedChild?.text === 'params',
  );
  const properties = params?.lastNamedChild?.namedChildren ?? [];
  return properties.map((property) => property?.firstNamedChild?.text ?? '');
}

function nameNode(node: Node): Node {
  const name = node.namedChildren.find((child) => child?.type === 'identifier');
  if (!name) throw new Error(`No name in ${node.text}`);
  return name;
}

function within(node: Node, type: string): Node | undefined {
  return [...walk(node)].find((each) => each.type === type);
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) if (child) yield* walk(child);
}
