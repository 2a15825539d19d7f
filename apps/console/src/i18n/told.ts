// told.ts - the service's reasons and refusals, which it says in English, told in the reader's language: sentences by their patterns, codes by their names.

/** How the reader's language says what stands in a sentence. */
export interface Naming {
  /** A code of a party, a zone, an act, a weapon, a verdict; the code itself where it has no name. */
  word(code: string): string;
  moment(at: string): string;
  distance(metres: number): string;
  lasting(ms: number): string;
  comma: string;
  semicolon: string;
}

/** What may stand in a gap of a pattern, by the gap's name. A digit behind it tells gaps of one kind apart. */
const GAPS: Record<string, string> = {
  word: '[A-Z][A-Z0-9_]*',
  words: '[A-Z][A-Z0-9_]*(?:, [A-Z][A-Z0-9_]*)*',
  time: '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z',
  n: '-?\\d+(?:\\.\\d+)?',
  distance: '\\d+(?:\\.\\d+)? k?m',
  span: '\\d+(?:\\.\\d+)? (?:minutes|hours|days)',
  code: '\\S+',
  text: '.+',
  rest: '.+',
};
const MS: Record<string, number> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

interface Pattern {
  name: string;
  gaps: string[];
  matches: RegExp;
}

/** Of a word list those parts that hold sentences of the service. */
export interface Patterns {
  reason: Readonly<Record<string, string>>;
  refusal: Readonly<Record<string, string>>;
}

/**
 * @param patterns the English sentences with `{{gaps}}`, by name
 * @param say the sentence of that name, with its part, in the reader's language
 * @returns null for a sentence that no pattern knows: it is to be shown as it stands
 */
export function tellerOf({ reason, refusal }: Patterns, say: (name: string, values: Record<string, string>) => string, naming: Naming): (sentence: string) => string | null {
  const patterns = Object.entries({ reason, refusal }).flatMap(([part, sentences]) => Object.entries(sentences).map(([name, english]) => compiled(`${part}.${name}`, english)));
  const known = patterns.sort((a, b) => b.matches.source.length - a.matches.source.length);
  const told = new Map<string, string | null>();

  function tell(sentence: string): string | null {
    let answer = told.get(sentence);
    if (answer === undefined) told.set(sentence, (answer = asAWhole(sentence) ?? inParts(sentence)));
    return answer;
  }

  function asAWhole(sentence: string): string | null {
    for (const { name, gaps, matches } of known) {
      const found = matches.exec(sentence);
      const values = found && gaps.map((gap, index) => [gap, filled(gap, found[index + 1]!)] as const);
      if (!values?.every((value): value is readonly [string, string] => value[1] !== null)) continue;
      const given = Object.fromEntries(values);
      // "SAF and SAF": the service names both sides of a comparison, people say that they are alike.
      return name === 'reason.twoWords' && given.word1 === given.word2 ? say('reason.both', { word: given.word1! }) : say(name, given);
    }
    return null;
  }

  /** Sentences are strung together: one after the other, by semicolons, by commas. All of them are told or none. */
  function inParts(sentence: string): string | null {
    for (const [between, own] of [['. ', '. '], ['; ', naming.semicolon], [', ', naming.comma]] as const) {
      const parts = outsideBrackets(sentence, between);
      if (parts.length === 1) continue;
      const said = parts.map(tell);
      return said.every((part) => part !== null) ? said.join(own) : null;
    }
    return null;
  }

  function filled(gap: string, text: string): string | null {
    const [number, unit] = text.split(' ');
    switch (kindOf(gap)) {
      case 'rest': return tell(text);
      case 'word': return naming.word(text);
      case 'words': return text.split(', ').map(naming.word).join(naming.comma);
      case 'time': return naming.moment(text);
      case 'distance': return naming.distance(Number(number) * (unit === 'km' ? 1_000 : 1));
      case 'span': return naming.lasting(Number(number) * MS[unit!]!);
      default: return text;
    }
  }

  return tell;
}

function kindOf(gap: string): string {
  return gap.replace(/\d$/, '');
}

function compiled(name: string, english: string): Pattern {
  const gaps: string[] = [];
  const source = english.split(/\{\{(\w+)\}\}/).map((piece, index) => {
    if (index % 2 === 0) return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    gaps.push(piece);
    return `(${GAPS[kindOf(piece)]})`;
  });
  return { name, gaps, matches: new RegExp(`^${source.join('')}$`) };
}

function outsideBrackets(sentence: string, between: string): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < sentence.length; at++) {
    if (sentence[at] === '(') depth += 1;
    if (sentence[at] === ')') depth -= 1;
    if (depth > 0 || !sentence.startsWith(between, at)) continue;
    parts.push(sentence.slice(from, at));
    from = at + between.length;
  }
  return [...parts, sentence.slice(from)];
}
