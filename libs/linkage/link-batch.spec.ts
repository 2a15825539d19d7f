import { linkBatch } from './link-batch';
import { SERVICE_MODEL } from './model';
import { at, day, north, sighting } from './sighting.fixture';
import type { Sighting } from './sighting';

function link(reports: Sighting[], known: Parameters<typeof linkBatch>[1] = [], near = new Map<string, string[]>()) {
  let opened = 0;
  return linkBatch(reports, known, near, SERVICE_MODEL, () => `new-${(opened += 1)}`);
}

it('an incident opened by the first report of a batch is there for the next', () => {
  const links = link([sighting(), sighting(), sighting({ point: north(50) })]);
  expect(links.map(({ incidentId, opened }) => [incidentId, opened])).toEqual([
    ['new-1', true],
    ['new-1', false],
    ['new-2', true],
  ]);
});

it('reports are decided in the order of acceptance, whatever the order of the batch', () => {
  const [first, second] = [sighting(), sighting()];
  expect(link([second, first]).map(({ report }) => report)).toEqual([first, second]);
});

it('a standing incident takes the reports it is near to', () => {
  const [old, report] = [sighting(), sighting()];
  const links = link([report], [{ incidentId: 'old', members: [old] }], new Map([[report.reportId, ['old']]]));
  expect(links).toMatchObject([{ incidentId: 'old', opened: false }]);
});

it('a report that joined a standing incident brings its own keys to it', () => {
  const old = sighting({ media: ['a'] });
  const [bridge, far] = [sighting({ media: ['b'] }), sighting({ media: ['b'], point: north(6.3) })];
  const links = link([bridge, far], [{ incidentId: 'old', members: [old] }], new Map([[bridge.reportId, ['old']]]));
  expect(links[0]).toMatchObject({ incidentId: 'old' });
  expect(links[1]!.decision).toMatchObject({ kind: 'suggest', suggestions: [{ incidentId: 'old' }] });
});

it('a place nobody knows still becomes an incident', () => {
  expect(link([sighting({ point: null, pcode: null })])).toMatchObject([{ opened: true }]);
});

it('hundreds of reports of one moment and place are one incident', () => {
  const links = link(Array.from({ length: 300 }, () => sighting(at('2016-03-05T08:00:00Z'))));
  expect(new Set(links.map(({ incidentId }) => incidentId)).size).toBe(1);
});

const HEADLINE = 'Many people were killed yesterday by shelling and bombardment in several villages of the province';

it('a headline told of several places links nothing: there the same words are no sign of the same event', () => {
  const told = (km: number) => sighting({ text: HEADLINE, point: north(km, 300), ...day('2016-03-08') });
  const copies = (reports: Sighting[]) => link(reports).map(({ incidentId }) => incidentId);
  expect(new Set(copies([told(0), told(1)])).size).toBe(1);
  expect(new Set(copies([told(0), told(40), told(1)])).size).toBe(3);
});

it('the third copy of a text echoes the first, not the second', () => {
  const [first, second, third] = [sighting({ text: HEADLINE }), sighting({ text: HEADLINE }), sighting({ text: HEADLINE })];
  expect(link([first, second, third]).map(({ echoOf }) => echoOf)).toEqual([null, first.reportId, first.reportId]);
});

it('what people kept apart is neither linked nor suggested, wherever the other report is by now', () => {
  const [one, other] = [sighting(), sighting()];
  const apart = new Map([[other.reportId, { incidents: new Set<string>(), reports: new Set([one.reportId]) }]]);
  let opened = 0;
  const links = linkBatch([one, other], [], new Map(), SERVICE_MODEL, () => `new-${(opened += 1)}`, apart);
  expect(links.map(({ incidentId }) => incidentId)).toEqual(['new-1', 'new-2']);
  expect(links[1]!.decision).toMatchObject({ kind: 'new', suggestions: [], runnersUp: [{ why: expect.stringContaining('people said that these are not the same') }] });
});

it('a report that fits two incidents goes to one and suggests the other: merging them is for people', () => {
  const [a, b, bridge] = [sighting({ point: north(0, 300) }), sighting({ point: north(2.4, 300), weapon: 'AIR_STRIKE' }), sighting({ point: north(1.2, 1500) })];
  const known = [{ incidentId: 'A', members: [a] }, { incidentId: 'B', members: [b] }];
  const [linked] = link([bridge], known, new Map([[bridge.reportId, ['A', 'B']]]));
  expect(linked!.decision).toMatchObject({ kind: 'link', suggestions: [{ incidentId: linked!.incidentId === 'A' ? 'B' : 'A' }] });
});
