// refusals.ts - which HotlineErrors can come out of a function: those it makes, and those of every function of ours that it calls.
import ts from 'typescript';

/** Codes in the order of the alphabet. Calls are followed through the files below `root`; a function handed over counts as called. */
export function refusalsFrom(start: ts.Node, checker: ts.TypeChecker, root: string): string[] {
  const codes = new Set<string>();
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'HotlineError') for (const code of wordsOf(node.arguments?.[0], checker)) codes.add(code);
    if (ts.isIdentifier(node)) for (const called of bodiesOf(node, checker)) follow(called);
    ts.forEachChild(node, visit);
  };
  const follow = (body: ts.Node): void => {
    const file = body.getSourceFile().fileName;
    if (seen.has(body) || !file.startsWith(root) || file.includes('/node_modules/')) return;
    seen.add(body);
    visit(body);
  };
  follow(start);
  return [...codes].sort();
}

function wordsOf(argument: ts.Expression | undefined, checker: ts.TypeChecker): string[] {
  if (!argument) return [];
  const type = checker.getTypeAtLocation(argument);
  return (type.isUnion() ? type.types : [type]).flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
}

/** The bodies behind a name that stands where something is called or handed over; a name in a type or a declaration has none. */
function bodiesOf(name: ts.Identifier, checker: ts.TypeChecker): ts.Node[] {
  const symbol = checker.getSymbolAtLocation(name);
  if (!symbol) return [];
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.declarations ?? []).flatMap((declaration): ts.Node[] => {
    if ((ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration) || ts.isGetAccessorDeclaration(declaration)) && declaration.body) return [declaration.body];
    // A field may hold work to be done later: `filing = new Together((sent) => this.fileAll(sent))`.
    if (ts.isPropertyDeclaration(declaration) && declaration.initializer) return [declaration.initializer];
    if (ts.isVariableDeclaration(declaration) && declaration.initializer && ts.isArrowFunction(declaration.initializer)) return [declaration.initializer];
    return [];
  });
}
