import ts from 'typescript';
import { refusalsFrom } from './refusals';
import { listsOfWords, SchemasOfTypes } from './schema-of-type';

const NAMES = `
  export interface Zone {
    code: string;
    parent: Zone | null;
    /** In kilometres. */
    length?: number;
  }
  export const STATES = ['OPEN', 'CLOSED', 'REOPENED'] as const;
  export type State = (typeof STATES)[number];
  export type Side = 'US' | 'RU';
  type ReportId = string & { readonly brand: unique symbol };
`;

describe('the schema of', () => {
  it.each<[string, object]>([
    ['Date', { type: 'string', format: 'date-time' }],
    ['Date | null', { type: ['string', 'null'], format: 'date-time' }],
    ['ReportId', { type: 'string' }],
    ['Side', { type: 'string', enum: ['RU', 'US'] }],
    ['Side | null', { type: ['string', 'null'], enum: ['RU', 'US', null] }],
    ['State', { $ref: '#/components/schemas/State' }],
    ['State | null', { anyOf: [{ $ref: '#/components/schemas/State' }, { type: 'null' }] }],
    ['boolean | null', { type: ['boolean', 'null'] }],
    ['readonly string[]', { type: 'array', items: { type: 'string' } }],
    ['[number, string]', { type: 'array', prefixItems: [{ type: 'number' }, { type: 'string' }], minItems: 2, maxItems: 2 }],
    ['Record<string, number>', { type: 'object', additionalProperties: { type: 'number' } }],
    ['Record<Side, boolean>', { type: 'object', properties: { US: { type: 'boolean' }, RU: { type: 'boolean' } }, required: ['RU', 'US'] }],
    ['Record<string, unknown>', { type: 'object', additionalProperties: {} }],
    ['string | Zone', { anyOf: [{ type: 'string' }, { $ref: '#/components/schemas/Zone' }] }],
    ["Omit<Zone, 'parent'> & { at?: Date | undefined }", { type: 'object', properties: { code: { type: 'string' }, length: { type: 'number', description: 'In kilometres.' }, at: { type: 'string', format: 'date-time' } }, required: ['code'] }],
    ['{ say(): void; id: string }', { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] }],
  ])('%s', (type, schema) => {
    const { asked, schemas } = inProgram(`${NAMES} declare const asked: ${type};`);
    expect(schemas.of(asked, 'Asked')).toEqual(schema);
    expect(schemas.faults).toEqual([]);
  });

  it('a named type stands once, and may hold itself', () => {
    const { asked, schemas } = inProgram(`${NAMES} declare const asked: Zone[];`);
    expect(schemas.of(asked, 'Asked')).toEqual({ type: 'array', items: { $ref: '#/components/schemas/Zone' } });
    expect(schemas.components).toEqual({
      Zone: { type: 'object', properties: { code: { type: 'string' }, parent: { anyOf: [{ $ref: '#/components/schemas/Zone' }, { type: 'null' }] }, length: { type: 'number', description: 'In kilometres.' } }, required: ['code', 'parent'] },
    });
  });

  it.each([
    ['{ content: any }', 'Asked.content is any.'],
    ['{ size: bigint }', 'Asked.size: bigint has no form in JSON.'],
  ])('%s is a fault', (type, fault) => {
    const { asked, schemas } = inProgram(`declare const asked: ${type};`);
    schemas.of(asked, 'Asked');
    expect(schemas.faults).toEqual([fault]);
  });
});

describe('how a handler can refuse', () => {
  it('is found through what it calls, what a field will do later, and both sides of a choice', () => {
    const { checker, source } = inProgram(`
      class HotlineError { constructor(code: string) {} }
      const never = () => { throw new HotlineError('unreached'); };
      const check = (id: string) => { throw new HotlineError(id ? 'not_found' : 'request.invalid'); };
      class Later { constructor(work: (id: string) => void) {} run(id: string) {} }
      class Service {
        later = new Later((id) => { throw new HotlineError('state.conflict'); });
        find(id: string) { check(id); this.later.run(id); return this.find(id); }
      }
      class Controller { constructor(private service: Service) {} one(id: string) { return this.service.find(id); } }
      declare const asked: string;`);
    const controller = source.statements.filter(ts.isClassDeclaration).find(({ name }) => name!.text === 'Controller')!;
    expect(refusalsFrom(controller.members.find(ts.isMethodDeclaration)!, checker, '/')).toEqual(['not_found', 'request.invalid', 'state.conflict']);
  });
});

function inProgram(text: string) {
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, strict: true, types: [], stableTypeOrdering: true };
  const host = ts.createCompilerHost(options);
  const source = ts.createSourceFile('/asked.ts', text, ts.ScriptTarget.ES2022, true);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === '/asked.ts' ? source : libOf(name, () => read(name, ...rest)));
  const checker = ts.createProgram(['/asked.ts'], options, host).getTypeChecker();
  const asked = checker.getTypeAtLocation(source.statements.filter(ts.isVariableStatement).at(-1)!.declarationList.declarations[0]!);
  return { asked, checker, source, schemas: new SchemasOfTypes(checker, listsOfWords([source], checker)) };
}

/** The language's own declarations are parsed once for all cases. */
const libs = new Map<string, ts.SourceFile | undefined>();
function libOf(name: string, read: () => ts.SourceFile | undefined): ts.SourceFile | undefined {
  if (!libs.has(name)) libs.set(name, read());
  return libs.get(name);
}
