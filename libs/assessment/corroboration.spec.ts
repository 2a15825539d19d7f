import { corroborate, type Statement } from './corroboration';

const UMBRELLA: Record<string, string> = { A: 'HNC', B: 'HNC', HNC: 'OPPOSITION' };
const ancestors = (code: string): string[] => (UMBRELLA[code] ? [UMBRELLA[code], ...ancestors(UMBRELLA[code])] : []);
const isOneFamily = (a: string, b: string) => a === b || ancestors(a).includes(b) || ancestors(b).includes(a);

/** 'M1' a monitor, 'M1#2' the same monitor again, 'A!' a source of party A, '+v' carries recording v, '?' in front: of a doubtful key, '*': of the public. */
function statement(text: string): Statement {
  if (text.startsWith('*')) return { ...statement(text.slice(1)), reportId: text, isAnonymous: true };
  if (text.startsWith('?')) return { ...statement(text.slice(1)), reportId: text, isQuarantined: true };
  const [who, ...media] = text.split('+');
  const source = who!.split('#')[0]!;
  return { reportId: text, sourceId: source, sourceParty: source.endsWith('!') ? source.replace(/[0-9]*!$/, '') : null, media };
}
const of = (...texts: string[]) => corroborate(texts.map(statement), isOneFamily);

describe('independent sources', () => {
  it.each([
    ['nobody', [], 0, 0],
    ['one monitor', ['M1'], 1, 1],
    ['one monitor twice is one source', ['M1', 'M1#2'], 1, 1],
    ['two monitors', ['M1', 'M2'], 2, 2],
    ['two monitors with the same recording are one', ['M1+v', 'M2+v'], 1, 1],
    ['two monitors with different recordings', ['M1+v', 'M2+w'], 2, 2],
    ['a second report without the shared recording restores independence', ['M1+v', 'M2+v', 'M2#2'], 2, 2],
    ['one relay of two recordings does not silence their two makers', ['M1+v+w', 'M2+v', 'M3+w'], 2, 2],
    ['a monitor and a party', ['M1', 'A!'], 2, 1],
    ['a party twice through two organisations is one', ['A1!', 'A2!'], 1, 0],
    ['a party and its umbrella are one', ['A!', 'HNC!'], 1, 0],
    ['a party and the umbrella of its umbrella are one', ['A!', 'OPPOSITION!'], 1, 0],
    ['two members of one umbrella are two', ['A!', 'B!'], 2, 0],
    ['an umbrella that speaks first does not silence its two members', ['HNC!', 'A!', 'B!'], 2, 0],
    ['two opposed parties are two, both belligerent', ['A!', 'SAF!'], 2, 0],
    ['a party that relays a monitor recording adds nothing', ['A!+v', 'M1+v'], 1, 1],
    ['the public alone', ['*P', '*P#2'], 0, 0],
    ['a monitor and the public, who may be anybody', ['M1', '*P'], 1, 1],
    ['a monitor whose key is in doubt', ['?M1'], 0, 0],
    ['a monitor and another whose key is in doubt', ['M1', '?M2'], 1, 1],
    ['what a monitor said before the doubt still counts', ['M1', '?M1#2', 'M2'], 2, 2],
    ['a doubtful report takes no independence from the recording it copies', ['?M1+v', 'M2+v', 'M3'], 2, 2],
  ])('%s', (_, texts, independentSources, nonBelligerentSources) => {
    expect(of(...texts)).toMatchObject({ independentSources, nonBelligerentSources });
  });

  it('accounts for every report, with the reason and the report it echoes', () => {
    const found = of('M1+v', 'M2+v', 'M1#2+v', 'A!', 'HNC!', '?M3');
    expect([...found.counted, ...found.notCounted].map((item) => item.reportId).sort()).toEqual(['?M3', 'A!', 'HNC!', 'M1#2+v', 'M1+v', 'M2+v']);
    expect(found.notCounted).toEqual([
      { reportId: 'M2+v', why: 'same recording', as: 'M1+v' },
      { reportId: 'HNC!', why: 'same party or its umbrella', as: 'A!' },
      { reportId: 'M1#2+v', why: 'same source', as: 'M1+v' },
      { reportId: '?M3', why: 'its key may have been in other hands', as: null },
    ]);
  });
});

it('near-identical words of several sources count once, and a source is heard through its own words', () => {
  const copied = (source: string, report: string) => ({ reportId: report, sourceId: source, sourceParty: null, media: [], echo: 'first' });
  const flood = [copied('a', 'a1'), copied('b', 'b1'), copied('b', 'b2'), copied('c', 'c1')];
  const never = () => false;
  expect(corroborate(flood, never)).toMatchObject({ independentSources: 1, notCounted: expect.arrayContaining([{ reportId: 'c1', why: 'same words', as: 'a1' }]) });
  expect(corroborate([...flood, { reportId: 'b3', sourceId: 'b', sourceParty: null, media: [], echo: 'b3' }], never).independentSources).toBe(2);
});
