import { getMetadataStorage, type ValidationArguments, type ValidatorConstraintInterface } from 'class-validator';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';

type Class<T> = new () => T;
type Fields = Record<string, unknown>;
type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Rule = (object: Fields, value: unknown) => boolean;

interface Property {
  name: string;
  /** Whether the rules are asked at all: `ValidateIf`. */
  conditions: Rule[];
  rules: Rule[];
  nested: ((value: unknown) => Fields | null) | null;
}

/**
 * The rules that class-validator's decorators put on a class, read once and kept as plain functions. The result makes the
 * instance of an acceptable value, or null when class-validator has to say what is wrong: decorators stay the only source
 * of rules, and of error messages. Null at once for classes that use what is not known here (async rules, groups).
 */
export function acceptingOf<T extends object>(dto: Class<T>): ((value: unknown) => T | null) | null {
  const properties = propertiesOf(dto);
  if (!properties) return null;
  const byName = new Map(properties.map((property) => [property.name, property]));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const instance = new dto() as Fields;
    for (const key of Object.keys(value)) {
      const property = byName.get(key);
      if (!property) return null;
      const given = (value as Fields)[key];
      const made = property.nested ? nestedOf(property.nested, given) : given;
      if (made === REFUSED) return null;
      instance[key] = made;
    }
    for (const property of properties) if (!isAcceptable(property, instance)) return null;
    return instance as T;
  };
}

const REFUSED = Symbol('refused');

function nestedOf(make: (value: unknown) => Fields | null, given: unknown): unknown {
  if (given === undefined) return given;
  if (!Array.isArray(given)) return make(given) ?? REFUSED;
  const made = given.map(make);
  return made.includes(null) ? REFUSED : made;
}

function isAcceptable({ name, conditions, rules }: Property, instance: Fields): boolean {
  const value = instance[name];
  for (const holds of conditions) if (!holds(instance, value)) return true;
  for (const holds of rules) if (!holds(instance, value)) return false;
  return true;
}

function propertiesOf(dto: Class<object>): Property[] | null {
  const storage = getMetadataStorage();
  const all = storage.getTargetValidationMetadatas(dto, '', false, false);
  const properties: Property[] = [];
  for (const [name, metadata] of Object.entries(storage.groupByPropertyName(all))) {
    const property: Property = { name, conditions: [], rules: [], nested: null };
    for (const item of metadata) if (!add(property, item, dto)) return null;
    properties.push(property);
  }
  return properties.length > 0 ? properties : null;
}

/** False for metadata of a kind that is not known here. */
function add(property: Property, metadata: Metadata, dto: Class<object>): boolean {
  if (metadata.groups?.length) return false;
  const type: string = metadata.type;
  if (type === 'conditionalValidation') {
    property.conditions.push(metadata.constraints[0] as Rule);
    return true;
  }
  if (type === 'nestedValidation') {
    const typed = defaultMetadataStorage.findTypeMetadata(dto, property.name);
    const nested = typed && acceptingOf(typed.typeFunction() as Class<Fields>);
    if (!nested) return false;
    property.nested = nested;
    property.rules.push((_, value) => value === undefined || (typeof value === 'object' && value !== null));
    return true;
  }
  if (type !== 'customValidation') return false;
  const constraints = getMetadataStorage().getTargetValidatorConstraints(metadata.constraintCls);
  if (constraints.length === 0 || constraints.some((constraint) => constraint.async)) return false;
  for (const { instance } of constraints) property.rules.push(ruleOf(metadata, instance, dto));
  return true;
}

function ruleOf(metadata: Metadata, validator: ValidatorConstraintInterface, dto: Class<object>): Rule {
  const { validateIf, each, propertyName: property, constraints } = metadata;
  const args: ValidationArguments = { targetName: dto.name, property, object: {}, value: undefined, constraints };
  const ofOne: Rule = (object, value) => {
    args.object = object; // rules are called one after the other and keep nothing
    args.value = value;
    return validator.validate(value, args) === true;
  };
  const ofAll: Rule = each ? (object, value) => (Array.isArray(value) ? value.every((item) => ofOne(object, item)) : ofOne(object, value)) : ofOne;
  return validateIf ? (object, value) => !validateIf(object, value) || ofAll(object, value) : ofAll;
}
