// map-properties.ts - anybody's GeoJSON in our words: a mapping says which of their properties means which of ours.

/** `"zone_code": "$ID"` reads their property ID; `"zone_type": "BESIEGED"` is the same word for every feature. */
export type PropertyMapping = Readonly<Record<string, string | number | boolean>>;

interface Collection {
  type: string;
  features: { properties?: Record<string, unknown> | null; [key: string]: unknown }[];
}

/** Our words win over theirs; what the mapping does not mention is kept as it was said. */
export function mapProperties(collection: Collection, mapping: PropertyMapping): Collection {
  return { ...collection, features: collection.features.map((feature) => ({ ...feature, properties: mapped(feature.properties ?? {}, mapping) })) };
}

/**
 * @returns what is wrong with a mapping, or null
 */
export function mappingFault(mapping: unknown): string | null {
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) return 'a mapping is an object: { "zone_code": "$ID", "zone_type": "MIXED" }';
  const bad = Object.entries(mapping).find(([, value]) => !['string', 'number', 'boolean'].includes(typeof value));
  return bad ? `"${bad[0]}" must be a word, a number, or "$" and the name of a property` : null;
}

function mapped(theirs: Record<string, unknown>, mapping: PropertyMapping): Record<string, unknown> {
  const read = Object.entries(mapping).map(([ours, from]) => {
    if (typeof from !== 'string' || !from.startsWith('$')) return [ours, from];
    const value = theirs[from.slice(1)];
    // A code is a word even where their file has a number.
    return [ours, typeof value === 'number' && ours !== 'level' ? String(value) : (value ?? null)];
  });
  const used = new Set(Object.values(mapping).flatMap((from) => (typeof from === 'string' && from.startsWith('$') ? [from.slice(1)] : [])));
  const rest = Object.entries(theirs).filter(([key]) => !used.has(key));
  return Object.fromEntries([...rest, ...read]);
}
