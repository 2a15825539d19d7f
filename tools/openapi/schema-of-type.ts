// schema-of-type.ts - the JSON schema of what a TypeScript type becomes on the wire; types with a name become components.
import ts from 'typescript';

export type Schema = { [keyword: string]: unknown };

/** Collects components over any number of types of one program. */
export class SchemasOfTypes {
  readonly components: Record<string, Schema> = {};
  /** What a client could not know: `any`, two types of one name, what JSON cannot say. */
  readonly faults: string[] = [];
  private readonly named = new Map<string, ts.Type>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly lists: ReadonlyMap<string, string>,
  ) {}

  /** `where` names the type for whoever reads a fault. */
  of(type: ts.Type, where: string): Schema {
    if (type.flags & ts.TypeFlags.Unknown) return {};
    const value = this.checker.getNonNullableType(type);
    if (value === type || value.flags & ts.TypeFlags.Never) return this.present(type, where);
    const schema = this.present(value, where);
    return admitsNull(type) ? orNull(schema) : schema;
  }

  private present(type: ts.Type, where: string): Schema {
    const name = this.nameOf(type);
    if (name === null) return this.structure(type, where);
    const known = this.named.get(name);
    if (known && !this.isSame(known, type)) this.faults.push(`${where}: two types are called ${name}.`);
    if (!known) {
      this.named.set(name, type);
      this.components[name] = {};
      this.components[name] = { ...described(type.aliasSymbol ?? type.symbol, this.checker), ...this.structure(type, name) };
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /** Interfaces, aliases and classes of ours without type arguments. The compiler forgets which list words came from, so those go by the words. */
  private nameOf(type: ts.Type): string | null {
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.UnionOrIntersection)) || isText(type)) return null;
    if (this.checker.isArrayType(type) || this.checker.isTupleType(type) || this.wireForm(type)) return null;
    if (isWords(type)) return this.lists.get(wordsOf(type)) ?? null;
    const symbol = type.aliasSymbol ?? (type.isClassOrInterface() ? type.symbol : undefined);
    const isGeneric = (type.aliasTypeArguments ?? this.checker.getTypeArguments(type as ts.TypeReference) ?? []).length > 0;
    if (!symbol || isGeneric || symbol.declarations?.some((declaration) => isOfTheLanguage(declaration))) return null;
    // What is kept of something is that thing to a client.
    return symbol.name.replace(/^Stored(?=[A-Z])/, '');
  }

  private structure(type: ts.Type, where: string): Schema {
    const { checker } = this;
    const { flags } = type;
    if (flags & ts.TypeFlags.Any) return this.fault(`${where} is any.`);
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isLiteral()) return { type: typeof type.value, enum: [type.value] };
    if (flags & ts.TypeFlags.BooleanLiteral) return { type: 'boolean', enum: [checker.typeToString(type) === 'true'] };
    if (flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
    if (isText(type)) return { type: 'string' };
    if (flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (type.isUnion()) return this.union(type, where);
    if (flags & ts.TypeFlags.NonPrimitive) return { type: 'object' };
    const wire = this.wireForm(type);
    if (wire) return type.symbol.name === 'Date' ? { type: 'string', format: 'date-time' } : this.of(wire, where);
    if (checker.isTupleType(type)) return this.tuple(type as ts.TypeReference, where);
    if (checker.isArrayType(type)) return { type: 'array', items: this.of(checker.getTypeArguments(type as ts.TypeReference)[0]!, `${where}[]`) };
    if (!(flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return this.fault(`${where}: ${checker.typeToString(type)} has no form in JSON.`);
    return this.object(type, where);
  }

  private union(type: ts.UnionType, where: string): Schema {
    const parts = type.types.filter((part) => !(part.flags & ts.TypeFlags.Undefined));
    const words = parts.flatMap((part) => (part.isLiteral() ? [part.value] : []));
    const isBoolean = parts.filter((part) => part.flags & ts.TypeFlags.BooleanLiteral).length === 2;
    const rest = parts.filter((part) => !part.isLiteral() && !(isBoolean && part.flags & ts.TypeFlags.BooleanLiteral));
    const schemas = [
      ...(['string', 'number'] as const).flatMap((of) => {
        const values = words.filter((word) => typeof word === of).sort();
        return values.length > 0 ? [{ type: of, enum: values }] : [];
      }),
      ...(isBoolean ? [{ type: 'boolean' }] : []),
      ...rest.map((part) => this.of(part, where)),
    ];
    const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
    return different.length === 1 ? different[0]! : { anyOf: different };
  }

  private tuple(type: ts.TypeReference, where: string): Schema {
    const items = this.checker.getTypeArguments(type).map((item, index) => this.of(item, `${where}[${index}]`));
    const { minLength, hasRestElement } = type.target as ts.TupleType;
    if (!hasRestElement) return { type: 'array', prefixItems: items, minItems: minLength, maxItems: items.length };
    return { type: 'array', prefixItems: items.slice(0, -1), items: items.at(-1), minItems: minLength };
  }

  private object(type: ts.Type, where: string): Schema {
    const { checker } = this;
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of checker.getPropertiesOfType(type)) {
      const stated = checker.getTypeOfSymbol(property);
      const value = checker.getNonNullableType(stated);
      if (stated.flags & ts.TypeFlags.Undefined || value.getCallSignatures().length > 0) continue;
      const schema = this.of(stated, `${where}.${property.name}`);
      properties[property.name] = { ...schema, ...described(property, checker) };
      if (!(property.flags & ts.SymbolFlags.Optional) && !admitsUndefined(stated)) required.push(property.name);
    }
    const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
      ...(index ? { additionalProperties: this.of(index.type, `${where}.*`) } : {}),
    };
  }

  /** What JSON.stringify takes instead, of a Date for instance. */
  private wireForm(type: ts.Type): ts.Type | null {
    const toJson = type.flags & ts.TypeFlags.Object ? type.getProperty('toJSON') : undefined;
    const [signature] = toJson ? this.checker.getTypeOfSymbol(toJson).getCallSignatures() : [];
    return signature?.getReturnType() ?? null;
  }

  private fault(fault: string): Schema {
    this.faults.push(fault);
    return {};
  }

  private isSame(one: ts.Type, other: ts.Type): boolean {
    if (isWords(one)) return isWords(other) && wordsOf(one) === wordsOf(other);
    return one === other || (one.aliasSymbol ?? one.symbol) === (other.aliasSymbol ?? other.symbol);
  }
}

function orNull(schema: Schema): Schema {
  if (Object.keys(schema).length === 0) return schema;
  if (Array.isArray(schema.anyOf)) return { anyOf: [...(schema.anyOf as Schema[]), { type: 'null' }] };
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [schema.type, 'null'], ...(Array.isArray(schema.enum) ? { enum: [...(schema.enum as unknown[]), null] } : {}) };
}

function described(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): Schema {
  const description = ts.displayPartsToString(symbol?.getDocumentationComment(checker)).replace(/\s*\n\s*/g, ' ');
  return description ? { description } : {};
}

function isWords(type: ts.Type): type is ts.UnionType {
  return type.isUnion() && type.types.every((part) => part.isStringLiteral());
}

function wordsOf(type: ts.UnionType): string {
  return type.types.map((part) => (part as ts.StringLiteralType).value).sort().join('|');
}

/** Closed lists of at least three words, by their words, where exactly one exported alias of these files stands for them. */
export function listsOfWords(sources: readonly ts.SourceFile[], checker: ts.TypeChecker): Map<string, string> {
  const names = new Map<string, Set<string>>();
  for (const statement of sources.flatMap((source) => [...source.statements])) {
    if (!ts.isTypeAliasDeclaration(statement) || statement.typeParameters || !statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
    const type = checker.getTypeAtLocation(statement.name);
    if (!isWords(type) || type.types.length < 3) continue;
    names.set(wordsOf(type), (names.get(wordsOf(type)) ?? new Set()).add(statement.name.text));
  }
  return new Map([...names].flatMap(([words, [name, ...others]]) => (others.length === 0 ? [[words, name!]] : [])));
}

/** Also a text with a brand, such as an id. */
function isText(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.StringLike) !== 0 || (type.isIntersection() && type.types.some(isText));
}

function admits(type: ts.Type, flag: ts.TypeFlags): boolean {
  return type.isUnion() ? type.types.some((part) => part.flags & flag) : (type.flags & flag) !== 0;
}

function admitsNull(type: ts.Type): boolean {
  return admits(type, ts.TypeFlags.Null);
}

function admitsUndefined(type: ts.Type): boolean {
  return admits(type, ts.TypeFlags.Undefined);
}

function isOfTheLanguage(declaration: ts.Declaration): boolean {
  return /\/typescript\/lib\/|\/@types\/node\//.test(declaration.getSourceFile().fileName);
}
