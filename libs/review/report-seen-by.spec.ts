import { reportSeenBy } from './report-seen-by';
import type { Viewer } from './reveal';

const words = { narrative: 'Shells fell.', allegedPerpetrator: 'the brother of the mayor', allegedVictim: 'Abu Ahmad', stated: 'his house' };
const report = {
  reportId: 'r', sourceKind: 'MONITOR' as const, kind: 'VIOLATION', language: 'en', narrative: words.narrative, contentSha256: 'ab', why: 'same hour',
  occurred: { from: new Date(0), to: new Date(0), precision: 'EXACT', flag: null }, act: 'ATTACK', weapon: null, target: null, allegedPerpetrator: words.allegedPerpetrator, allegedVictim: words.allegedVictim,
  killed: null, wounded: null, observation: null, evidence: [],
  place: { stated: words.stated, how: 'STATED_POINT' as const, confidence: 1, lat: 34.8, lon: 36.7, radiusM: 300, pcode: null, zones: [] },
};

it.each<[Viewer, readsWords: boolean, hasTheHash: boolean]>([
  ['US', true, false],
  ['RU', true, false],
  ['OSE', true, true],
  ['AUDITOR', false, true],
])('%s reads words: %s; has their hash: %s', (viewer, readsWords, hasTheHash) => {
  const seen = reportSeenBy(viewer, report);
  expect([seen.narrative, seen.allegedPerpetrator, seen.allegedVictim, seen.place.stated]).toEqual(Object.values(words).map((text) => (readsWords ? text : null)));
  expect(seen.contentSha256).toBe(hasTheHash ? 'ab' : null);
  expect([seen.reportId, seen.place.lat, seen.act]).toEqual(['r', 34.8, 'ATTACK']);
});
