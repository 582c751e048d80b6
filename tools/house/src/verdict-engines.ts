import type { Function as FunctionNode } from 'oxc-parser';
import type { SourceFile } from './source-files.ts';
import { visit } from './syntax.ts';

interface VerdictFunction {
  readonly path: string;
  readonly name: string;
  /** Names of the functions that it calls. */
  readonly calls: ReadonlySet<string>;
}

/**
 * Exported functions that return a verdict, by the name of their return type (`…Verdict` or `…Judgement`). One that calls
 * another of them is not counted: it has no rule of its own for what passes.
 */
export function verdictEngines(files: readonly SourceFile[]): string[] {
  const found = files.flatMap(verdictFunctions);
  const isEngine = ({ name, calls }: VerdictFunction) =>
    !found.some((other) => other.name !== name && calls.has(other.name));
  return found.filter(isEngine).map(({ path, name }) => `${path}: ${name}`);
}

function verdictFunctions(file: SourceFile): VerdictFunction[] {
  const found: VerdictFunction[] = [];
  visit(file, {
    ExportNamedDeclaration({ declaration }) {
      if (declaration?.type !== 'FunctionDeclaration' || !returnsVerdict(declaration)) return;
      found.push({
        path: file.path,
        name: declaration.id?.name ?? '',
        calls: callsOf(file, declaration),
      });
    },
  });
  return found;
}

function returnsVerdict({ returnType }: FunctionNode): boolean {
  const type = returnType?.typeAnnotation;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false;
  return /(Verdict|Judgement)$/.test(type.typeName.name);
}

function callsOf(file: SourceFile, { start, end }: FunctionNode): Set<string> {
  const names = new Set<string>();
  visit(file, {
    CallExpression({ callee, start: at }) {
      if (callee.type === 'Identifier' && at > start && at < end) names.add(callee.name);
    },
  });
  return names;
}
