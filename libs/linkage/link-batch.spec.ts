import { linkBatch } from './link-batch';
import { SERVICE_MODEL } from './model';
import { at, north, sighting } from './sighting.fixture';
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
