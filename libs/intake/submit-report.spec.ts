import * as fc from 'fast-check';
import { HotlineError, validated, validatedInFull } from '@hotline/platform';
import { SubmitReportDto } from './submit-report.dto';

const GOOD = {
  clientReportId: 'a-1',
  kind: 'VIOLATION',
  messageStatus: 'ACTUAL',
  language: 'ar',
  narrative: 'words',
  occurred: { from: '2016-03-02T10:00:00+02:00', precision: 'HOUR' },
  place: { lat: 34.8, lon: 36.7, radiusM: 500, pcode: 'SY050102', name: 'a town' },
  act: 'ATTACK',
  weapon: 'MORTAR',
  target: 'CIVILIAN_AREA',
  allegedPerpetrator: 'SAF',
  casualties: { killed: 1, wounded: 2 },
  observation: 'SAW',
  evidence: [{ sha256: 'a'.repeat(64), mediaType: 'video/mp4' }],
  convoyReference: 'UN-1',
  contact: { phone: ['1', { deep: null }] },
};

type Path = readonly (string | number)[];
const PATHS: Path[] = [
  ...Object.keys(GOOD).map((key) => [key]),
  ...['from', 'to', 'local', 'timeZone', 'precision', 'unknown'].map((key) => ['occurred', key]),
  ...['lat', 'lon', 'radiusM', 'pcode', 'name', 'unknown'].map((key) => ['place', key]),
  ...['killed', 'wounded', 'unknown'].map((key) => ['casualties', key]),
  ['evidence', 0], ['evidence', 0, 'sha256'], ['evidence', 0, 'mediaType'], ['evidence', 0, 'unknown'], ['evidence', 1], ['subtype'], ['unknown'], ['constructor'],
];
const VALUES: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', 'x', 0, -1, 1.5, 91, 1e9, true, [], {}, [null], [[]], { sha256: 'b'.repeat(64) }),
  fc.constantFrom<unknown>('2016-03-25T00:30', '2016-03-02T09:00:00Z', '2016-02-30T09:00:00Z', 'Asia/Damascus', '+03:00', 'WINDOW', 'DAY', 'VIOLATION', 'SY01', 'sy01', 'x'.repeat(301)),
  fc.jsonValue({ maxDepth: 2 }),
);
const CHANGES = fc.array(fc.tuple(fc.constantFrom(...PATHS), VALUES), { maxLength: 4 });

function changed(changes: readonly (readonly [Path, unknown])[]): unknown {
  const body = structuredClone(GOOD) as Record<string | number, unknown>;
  for (const [path, value] of changes) {
    let at: unknown = body;
    for (const key of path.slice(0, -1)) at = (at as Record<string | number, unknown> | null)?.[key];
    if (typeof at === 'object' && at !== null) (at as Record<string | number, unknown>)[path.at(-1)!] = value;
  }
  return JSON.parse(JSON.stringify(body)) as unknown;
}

function outcome(validate: () => SubmitReportDto): unknown {
  try {
    const made = validate();
    const { occurred, place, casualties, evidence } = made;
    return { made: JSON.stringify(made), classes: [made, occurred, place, casualties, ...(evidence ?? [])].map((item) => item?.constructor.name) };
  } catch (error) {
    if (!(error instanceof HotlineError)) throw error;
    return { code: error.code, fields: error.fields };
  }
}

describe('a report is judged by the compiled rules as by class-validator', () => {
  it('whatever is in it: the same report, or the same complaints', () => {
    fc.assert(
      fc.property(CHANGES, (changes) => {
        const body = changed(changes);
        expect(outcome(() => validated(SubmitReportDto, body))).toEqual(outcome(() => validatedInFull(SubmitReportDto, body)));
      }),
      { numRuns: 300 },
    );
  });

  it('a good one without class-validator', () => {
    const spy = jest.spyOn(jest.requireActual<typeof import('class-validator')>('class-validator').Validator.prototype, 'validateSync');
    expect(validated(SubmitReportDto, structuredClone(GOOD))).toBeInstanceOf(SubmitReportDto);
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  });
});

describe('what is wrong with a report is said by the rule that stands first', () => {
  const degrees = 'must be a number of degrees from -90 to 90 (a point, a `pcode` or a `name` is required)';
  it.each<[string, Path, unknown, { field: string; problem: string }]>([
    ['a latitude as text', ['place', 'lat'], '33', { field: 'place.lat', problem: degrees }],
    ['no latitude', ['place', 'lat'], undefined, { field: 'place.lat', problem: degrees }],
    ['a latitude past the pole', ['place', 'lat'], 91, { field: 'place.lat', problem: 'must be from -90 to 90' }],
    ['a longitude as text', ['place', 'lon'], '36', { field: 'place.lon', problem: 'must be a number of degrees from -180 to 180' }],
    ['a radius as text', ['place', 'radiusM'], '5', { field: 'place.radiusM', problem: 'must be a number of metres' }],
    ['half a death', ['casualties', 'killed'], 0.5, { field: 'casualties.killed', problem: 'must be a whole number' }],
    ['a number for words', ['narrative'], 5, { field: 'narrative', problem: 'must be text (a `narrative` or an `act` is required)' }],
    ['a list for a place', ['place'], [], { field: 'place', problem: 'must be an object' }],
    ['no place', ['place'], undefined, { field: 'place', problem: 'must be an object' }],
    ['a word for evidence', ['evidence'], 'x', { field: 'evidence', problem: 'must be a list' }],
    ['no time at all', ['occurred'], {}, { field: 'occurred.from', problem: 'either `from`, or `local` with `timeZone`, is required (not both)' }],
    ['an unknown field', ['place', 'unknown'], 1, { field: 'place.unknown', problem: 'is not a known field' }],
  ])('%s', (_, path, value, problem) => {
    expect(outcome(() => validated(SubmitReportDto, changed([[path, value]])))).toEqual({ code: 'request.invalid', fields: [problem] });
  });

  it('evidence that is text, where it stands', () => {
    const fields = [{ field: 'evidence', problem: 'must hold objects only' }, { field: 'evidence.0', problem: 'must be an object' }];
    expect(outcome(() => validated(SubmitReportDto, changed([[['evidence', 0], 'x']])))).toEqual({ code: 'request.invalid', fields });
  });
});
