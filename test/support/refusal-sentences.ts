// refusal-sentences.ts - what is said when something is refused or does not hold, and of how a number counts, read from the source: each sentence with examples for its gaps.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Sentence {
  /** As it stands in the source, an ellipsis for each gap. */
  said: string;
  /** The same with gaps filled, by one kind of thing after another. */
  examples: string[];
  at: string;
}

/** Properties that hold a sentence, and calls and functions that make one: which argument, or what they return. */
const PROPERTIES = new Set(['problem', 'refused', 'fault', 'says']);
const ARGUMENTS: Readonly<Record<string, number>> = { HotlineError: 1, invalid: 1, at: 1, Error: 0 };
const RETURNED = new Set(['unfit', 'absorbed', 'foreign', 'whyNotBack', 'whyNotUrl', 'describeFault', 'whyNotDrawnBy', 'faultOf']);
/** What the validator says when nobody told it otherwise, behind the name of the field. */
const UNTOLD: Readonly<Record<string, readonly string[]>> = {
  IsString: ['must be a string'], IsInt: ['must be an integer number'], IsUUID: ['must be a UUID'], IsObject: ['must be an object'], IsArray: ['must be an array'], IsOptional: [],
  IsIn: ['must be one of the following values: A, B'], Min: ['must not be less than 1'], Max: ['must not be greater than 9'], ArrayMinSize: ['must contain at least 1 elements'], ArrayUnique: ["All scopes's elements must be unique"],
  MaxLength: ['must be shorter than or equal to 40 characters'], Length: ['must be longer than or equal to 1 characters', 'must be shorter than or equal to 40 characters'],
};
const FILLINGS = ['5', '2.5', 'SAF', 'SAF, GROUP_A', 'US', 'a word', 'policy v1', '2016-03-01T00:00:00Z', '2016-03-01T00:00:00.000Z', '1 violations within 30 days', 'does not end where it begins', 'feature 1 (SY02), ring 0, point 3'];
/** Beside the service the places where the console itself finds fault. */
const FOLDERS = ['libs', 'apps/api', 'apps/console/src/api', 'apps/console/src/audit', 'apps/console/src/incident', 'apps/console/src/report'];
/** Said to an operator at a shell or to a program: no page asks for it. */
const ELSEWHERE = [/^libs\/zones\/place-lines\.ts/, /^libs\/zones\/places\.controller\.ts/, /^libs\/agreement\/apply-agreement\.ts/, /^libs\/export\/bulletin-check\.ts/, /^libs\/platform\/(strict-json|errors|problem\.filter)\.ts/];

export function refusalSentences(root: string): Sentence[] {
  const files = FOLDERS.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`));
  return files.filter((file) => /\.tsx?$/.test(file) && !/\.(spec|medium)\.ts$/.test(file) && !ELSEWHERE.some((one) => one.test(file))).flatMap((file) => sentencesOf(file, readFileSync(join(root, file), 'utf8')));
}

function sentencesOf(file: string, text: string): Sentence[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const validator = new Set(source.statements.flatMap((one) => (ts.isImportDeclaration(one) && one.moduleSpecifier.getText() === "'class-validator'" && one.importClause?.namedBindings && ts.isNamedImports(one.importClause.namedBindings) ? one.importClause.namedBindings.elements.map(({ name }) => name.text) : [])));
  /** What the service throws without a code is answered as a fault of its own, without these words. */
  const isConsole = file.startsWith('apps/console/');
  const found: Sentence[] = [];
  const add = (node: ts.Node, texts: readonly string[][]) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    for (const pieces of texts) found.push({ said: pieces.join('…'), examples: pieces.length === 1 ? pieces : FILLINGS.map((filling) => pieces.join(filling)), at: `${file}:${line + 1}` });
  };
  const visit = (node: ts.Node, inside: string | null): void => {
    if (ts.isFunctionDeclaration(node)) inside = node.name?.text ?? null;
    if (ts.isReturnStatement(node) && node.expression && inside !== null && RETURNED.has(inside)) add(node, textsOf(node.expression));
    if (ts.isPropertyAssignment(node) && PROPERTIES.has(node.name.getText())) add(node, textsOf(node.initializer));
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const name = node.expression.getText();
      const said = node.arguments?.[ARGUMENTS[name] ?? -1];
      if (said && (name !== 'Error' || isConsole)) add(node, textsOf(said));
      if (validator.has(name)) add(node, validatorsWord(name, node.arguments ?? []));
    }
    if (ts.isVariableDeclaration(node) && node.initializer && /_SAYS?$/.test(node.name.getText())) add(node, textsOf(node.initializer));
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken) add(node, textsOf(node.right));
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(source, null);
  return found;
}

function validatorsWord(name: string, given: readonly ts.Expression[]): string[][] {
  const options = given.filter(ts.isObjectLiteralExpression).flatMap(({ properties }) => properties.filter(ts.isPropertyAssignment));
  const message = options.find(({ name: one }) => one.getText() === 'message');
  if (message) return textsOf(message.initializer);
  const each = options.some(({ name: one }) => one.getText() === 'each') ? 'each value in scopes ' : '';
  return (UNTOLD[name] ?? (/^(Is|Min|Max|Length|Matches|Array)/.test(name) ? [`${name} without a message`] : [])).map((word) => [`${each}${word}`]);
}

/** The texts that an expression may come to, each as the pieces between its gaps; none when it is no text. */
function textsOf(expression: ts.Expression): string[][] {
  if (ts.isParenthesizedExpression(expression) || ts.isNonNullExpression(expression)) return textsOf(expression.expression);
  if (ts.isStringLiteralLike(expression)) return [[expression.text]];
  if (ts.isConditionalExpression(expression)) return [...textsOf(expression.whenTrue), ...textsOf(expression.whenFalse)];
  if (ts.isBinaryExpression(expression)) return ['&&', '??', '||'].includes(expression.operatorToken.getText()) ? [...textsOf(expression.left), ...textsOf(expression.right)] : [];
  if (!ts.isTemplateExpression(expression)) return [];
  return expression.templateSpans.reduce<string[][]>(
    (begun, { expression: gap, literal }) => {
      const chosen = ts.isConditionalExpression(gap) ? textsOf(gap) : [];
      const joined = (pieces: string[], text: string) => [...pieces.slice(0, -1), pieces.at(-1)! + text];
      return begun.flatMap((pieces) => (chosen.length > 0 ? chosen.map(([word]) => joined(pieces, word! + literal.text)) : [[...pieces, literal.text]]));
    },
    [[expression.head.text]],
  );
}
