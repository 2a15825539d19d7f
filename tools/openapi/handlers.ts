// handlers.ts - what each route's handler answers and how it can refuse, read from the code by the TypeScript compiler.
import { resolve } from 'node:path';
import ts from 'typescript';
import { refusalsFrom } from './refusals';
import { listsOfWords, SchemasOfTypes, type Schema } from './schema-of-type';

export interface Handler {
  /** Null when it answers with nothing, or with a text or a file that its content type describes. */
  answer: Schema | null;
  /** The codes of every HotlineError that its code, and what that calls, can throw. */
  refusals: string[];
}

export interface Handlers {
  /** By class and method: `ZonesController.list`. */
  byName: Map<string, Handler>;
  components: Record<string, Schema>;
}

/** Takes some seconds: the compiler reads every file that a controller reaches. */
export function readHandlers(root: string): Handlers {
  const { options, fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(resolve(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)).config, ts.sys, root);
  const controllers = fileNames.filter((file) => /\/(apps|libs)\/.*\.controller\.ts$/.test(file));
  const program = ts.createProgram(controllers, { ...options, stableTypeOrdering: true });
  const checker = program.getTypeChecker();
  const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(root) && !fileName.includes('/node_modules/'));
  const schemas = new SchemasOfTypes(checker, listsOfWords(ours, checker));
  const byName = new Map<string, Handler>();
  for (const source of ours) {
    for (const statement of source.statements) {
      if (ts.isInterfaceDeclaration(statement) && statement.name.text === 'Problem') schemas.of(checker.getTypeAtLocation(statement), 'Problem');
      if (!ts.isClassDeclaration(statement) || !controllers.includes(source.fileName)) continue;
      for (const method of statement.members.filter(ts.isMethodDeclaration)) {
        if (!ts.getDecorators(method)?.length) continue;
        const name = `${statement.name!.text}.${method.name.getText()}`;
        byName.set(name, { answer: answerOf(checker, schemas, method, name), refusals: refusalsFrom(method, checker, root) });
      }
    }
  }
  if (schemas.faults.length > 0) throw new Error(`A client could not know what it gets:\n${schemas.faults.join('\n')}`);
  return { byName, components: schemas.components };
}

function answerOf(checker: ts.TypeChecker, schemas: SchemasOfTypes, method: ts.MethodDeclaration, name: string): Schema | null {
  const type = checker.getAwaitedType(checker.getSignatureFromDeclaration(method)!.getReturnType())!;
  if (type.flags & (ts.TypeFlags.VoidLike | ts.TypeFlags.StringLike) || type.symbol?.name === 'StreamableFile') return null;
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) schemas.faults.push(`${name} answers ${checker.typeToString(type)}.`);
  const answer = schemas.of(type, name);
  if (!isNamed(answer)) schemas.faults.push(`${name} answers an object without a name.`);
  return answer;
}

/** A named type, one of several, or a list of them. */
function isNamed({ $ref, anyOf, properties }: Schema): boolean {
  const { items } = (properties ?? {}) as Record<string, Schema>;
  return $ref !== undefined || (anyOf as Schema[] | undefined)?.every(isNamed) || (items?.items !== undefined && isNamed(items.items as Schema));
}
