import { planConfirm, planMerge, planMove, planNotSame, planSplit, type Plan, type Refused, type Standing } from './restructure';

const incident = (incidentId: string, reports: string[], change: Partial<Standing> = {}): Standing => ({ incidentId, messageStatus: 'ACTUAL', absorbedInto: null, reports, ...change });
const A = incident('A', ['a1', 'a2']);
const B = incident('B', ['b1']);
const gone = incident('C', [], { absorbedInto: 'A' });
const test = incident('T', ['t1'], { messageStatus: 'TEST' });

it.each<[string, Plan | Refused, Partial<Plan>]>([
  ['a merge moves every report and leaves a pointer', planMerge(A, B, false), { from: 'B', to: 'A', reports: ['b1'], absorbs: true, keepsApart: false }],
  ['a split keeps the id with the reports that stay, and keeps both apart', planSplit(A, ['a2'], 'N'), { from: 'A', to: 'N', kept: ['a1'], absorbs: false, keepsApart: true }],
  ['a move leaves the rest where it is', planMove(A, B, ['a1'], false), { from: 'A', to: 'B', absorbs: false }],
  ['a move of the last report leaves a pointer', planMove(B, A, ['b1'], false), { absorbs: true }],
  ['not-same moves nothing', planNotSame(A, B), { moves: false, keepsApart: true, reports: ['a1', 'a2'], kept: ['b1'] }],
  ['a confirmation moves nothing', planConfirm(A, ['a2']), { moves: false, keepsApart: false, kept: ['a1'] }],
])('%s', (_, plan, expected) => expect(plan).toMatchObject(expected));

it.each<[string, Plan | Refused]>([
  ['an incident with itself', planMerge(A, A, false)],
  ['an incident that was absorbed', planMerge(A, gone, false)],
  ['into an incident that was absorbed', planMove(A, gone, ['a1'], false)],
  ['a test with a real one', planMerge(A, test, false)],
  ['what people said is not the same', planMerge(A, B, true)],
  ['a split that leaves nothing', planSplit(A, ['a1', 'a2'], 'N')],
  ["somebody else's report", planSplit(A, ['b1'], 'N')],
  ['a confirmation of a report that stands alone', planConfirm(B, ['b1'])],
])('refused: %s', (_, plan) => expect(plan).toHaveProperty('refused'));
