// stream-order.spec.ts - nine weeks of a real stream, in several orders of arrival: does it matter who wrote first?
import { readFileSync } from 'node:fs';
import { describeWith } from '../../test/support/shared-data';
import { reportOf } from '../../apps/cli/stream-report';
import { bCubed, pairDifference } from './fit/cluster';
import { linkBatch, type Linked } from './link-batch';
import { SERVICE_MODEL } from './model';
import { rarityIn } from './rarity';
import type { Sighting } from './sighting';
import { shuffled, streamOf } from './stream.fixture';

describeWith('stream/syria_2016-02-27_2016-04-30.jsonl', 'the stream of 2016 in any order', (file) => {
  const stream = streamOf(readFileSync(file, 'utf8'), reportOf).map(({ sighting }) => sighting);
  const surroundings = { rarity: rarityIn(stream.map(({ words }) => words.tokens)), crowd: () => null };
  const link = (reports: readonly Sighting[]) => {
    let opened = 0;
    const arrived = reports.map((report, index) => ({ ...report, seq: index + 1 }));
    return linkBatch(arrived, [], new Map(), SERVICE_MODEL, () => `incident-${(opened += 1)}`, new Map(), surroundings);
  };
  const clustersOf = (links: readonly Linked[]) => new Map(links.map(({ report, incidentId }) => [report.reportId, incidentId]));
  const inOrder = link(stream);

  it.each([1, 2, 3, 4, 5, 6])('shuffle %i: B-cubed F1 against the order of the days at least .998, at most a fifth of the linked pairs differ', (seed) => {
    const [one, other] = [clustersOf(inOrder), clustersOf(link(shuffled(stream, seed)))];
    expect(bCubed(other, one).f1).toBeGreaterThanOrEqual(0.998);
    expect(pairDifference(one, other)).toBeLessThanOrEqual(0.2);
  });

  it('backwards likewise', () => {
    expect(bCubed(clustersOf(link([...stream].reverse())), clustersOf(inOrder)).f1).toBeGreaterThanOrEqual(0.998);
  });

  it('what differs are texts told of several places: the first two places may still be taken for one', () => {
    const [one, other] = [clustersOf(inOrder), clustersOf(link(shuffled(stream, 1)))];
    const apart = stream.flatMap((a) => stream.filter((b) => a.reportId < b.reportId && (one.get(a.reportId) === one.get(b.reportId)) !== (other.get(a.reportId) === other.get(b.reportId))).map((b) => [a, b] as const));
    const told = ({ words }: Sighting) => stream.filter((report) => report.words.fingerprint === words.fingerprint).length;
    for (const [a, b] of apart) expect(Math.max(told(a), told(b))).toBeGreaterThan(2);
  });

  // One summary of a day, told of every village that lost somebody: near each other, yet the words are no sign.
  it.each(['ucdp-313507', 'ucdp-318121'])('the summary told of %s and its neighbour is put before people, whichever came first, and links nothing', (id) => {
    for (const links of [inOrder, link([...stream].reverse())]) {
      const own = links.find(({ report }) => report.reportId === id)!;
      const partners = links.filter(({ report, decision, incidentId }) => report.reportId !== id && (own.decision.suggestions.some((other) => other.incidentId === incidentId) || decision.suggestions.some((other) => other.incidentId === own.incidentId)));
      expect(partners.length).toBeGreaterThan(0);
      expect(links.filter(({ incidentId }) => incidentId === own.incidentId)).toHaveLength(1);
    }
  });
});
