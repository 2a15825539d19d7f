import { readFileSync } from 'node:fs';
import { describeWith } from '../../test/support';
import { bulletinOf, type BulletinInput } from './bulletin';
import { checkBulletin, readPublished } from './bulletin-check';
import { bulletinPage, sums } from './bulletin-page';
import { dayIn } from './day';
import type { IncidentRow } from './incident-row';

const incident = (change: Partial<IncidentRow>): IncidentRow =>
  ({ id: 'i', act: 'ATTACK', messageStatus: 'ACTUAL', scope: 'IN_SCOPE', factStatus: 'VERIFIED', determination: 'PENDING', reportCount: 1, responsibleCoChair: 'RU', pcode: 'SY0404', perpetrators: ['SAF'], ...change }) as IncidentRow;
const input = (change: Partial<BulletinInput> = {}): BulletinInput => ({
  date: '2016-09-14', timeZone: 'Asia/Damascus', ...dayIn('2016-09-14', 'Asia/Damascus')!, checkpoint: { origin: 'o', size: 1, root: 'ff' }, reports: [], incidents: [], verdicts: {},
  names: { SY02: 'Aleppo', SY04: 'Homs' }, ...change,
});

describe('a bulletin', () => {
  it('counts every incident under every rule it meets, where it was', () => {
    const { sections } = bulletinOf(input({ incidents: [incident({}), incident({ id: 'j', pcode: null, scope: 'BEFORE_EFFECTIVE' }), incident({ id: 'k', messageStatus: 'TEST' })] }));
    expect(sections.incidents).toMatchObject({ total: 2, byGovernorate: [{ name: 'Homs', count: 1 }, { name: 'Place not known', count: 1 }] });
    expect([sections.inScope.total, sections.verified.total, sections.jointlyDetermined.total]).toEqual([1, 1, 0]);
  });

  it('tells combat from arrests, by perpetrators and governorate', () => {
    const { breaches } = bulletinOf(input({ incidents: [incident({}), incident({ act: 'DETENTION' }), incident({ perpetrators: [], pcode: 'SY0201' })] }));
    expect(breaches).toMatchObject({ combat: 2, arrests: 1, lines: [{ perpetrators: 'SAF', governorate: 'SY04', combat: 1, arrests: 1 }, { perpetrators: 'not named', governorate: 'SY02', combat: 1 }] });
  });

  it('shows US 1 and RU 0 where one found a violation and the other was unable to rule', () => {
    const { rulings, violationsFoundBy } = bulletinOf(input({ incidents: [incident({ determination: 'DISPUTED' })], verdicts: { i: { US: 'VIOLATION', RU: 'UNABLE_TO_RULE' } } }));
    expect([rulings.disputed, rulings.ruledViolation, violationsFoundBy]).toEqual([1, 0, { US: 1, RU: 0 }]);
  });

  it('is a page with a chart and a map, in which nothing can run', () => {
    const bulletin = bulletinOf(input({ reports: [{ governorate: 'SY02', count: 20 }, { governorate: 'SY04', count: 4 }], incidents: [incident({ perpetrators: ['<script>'] })] }));
    const page = bulletinPage(bulletin, [{ pcode: 'SY02', rings: [[[36, 36], [38, 36], [38, 37], [36, 37], [36, 36]]] }]);
    expect(page).toContain('24 = 20 + 4');
    expect(page.match(/<svg/g)).toHaveLength(2);
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toMatch(/<script|NaN|undefined/);
    expect(sums(bulletin.sections.reports)).toBe('24 = 20 + 4');
  });
});

it.each([
  ['2016-09-14', 'Asia/Damascus', '2016-09-13T21:00:00.000Z', '2016-09-14T21:00:00.000Z'],
  ['2016-03-25', 'Asia/Damascus', '2016-03-24T22:00:00.000Z', '2016-03-25T21:00:00.000Z'],
])('the day %s in %s', (date, zone, from, to) => expect(dayIn(date, zone)).toEqual({ from: new Date(from), to: new Date(to) }));
it.each([['2016-02-30', 'UTC'], ['tomorrow', 'UTC'], ['2016-09-14', 'Asia/Nowhere']])('there is no day %s in %s', (date, zone) => expect(dayIn(date, zone)).toBeNull());

describe("somebody else's bulletin", () => {
  it.each([
    ['adds up', { total: 42, byGovernorate: { Aleppo: 20, Hama: 8, Damascus: 5, Homs: 4, Latakia: 3, Daraa: 2 } }, []],
    ['lists 26 of 29', { total: 29, byGovernorate: { Latakia: 18, Damascus: 5, Idlib: 2, Hama: 1 } }, ['by governorate: 18 + 5 + 2 + 1 = 26, not 29; 3 missing']],
    ['says 32 arrests where 23 are left', { total: 242, byGovernorate: {}, parts: { combat: 219, arrests: 32 } }, ['combat and arrests: 219 + 32 = 251, not 242; 9 too many']],
    ['has no total', { total: null, byGovernorate: {} }, ['no total is stated']],
  ])('that %s', (_, bulletin, says) => expect(checkBulletin(bulletin).map((flag) => flag.says)).toEqual(says));

  it('keeps Damascus as reported', () => {
    expect(checkBulletin({ total: 5, byGovernorate: { Damascus: 5 } }, { Damascus: ['SY01', 'SY03'] })).toMatchObject([{ flag: 'AMBIGUOUS_GOVERNORATE' }]);
  });

  it('is refused when it is not numbers', () => expect(() => readPublished('{"total":"42","byGovernorate":{}}')).toThrow('a total'));
});

describeWith('bulletins/bulletins.jsonl', 'the published bulletins', (file) => {
  it('are flagged exactly where their own totals do not match', () => {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    const flagged = lines.filter((line) => checkBulletin(readPublished(line)).some(({ flag }) => flag === 'GOVERNORATES_DO_NOT_ADD_UP'));
    const known = lines.filter((line) => (JSON.parse(line) as { sumMatches: boolean | null }).sumMatches === false);
    expect(flagged.map((line) => readPublished(line).id)).toEqual(expect.arrayContaining(['rumod-2016-03-13', ...known.map((line) => readPublished(line).id)]));
  });
});
