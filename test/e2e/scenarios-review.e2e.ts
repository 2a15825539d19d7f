import { createHash, randomUUID } from 'node:crypto';
import { AccountRepository } from '@hotline/platform';
import { until } from '../support';
import { incidentOf, movedClock, report, verifiedIncident } from '../support/review-scene';
import { TestService } from '../support/test-service';

let service: TestService;
beforeAll(async () => {
  service = await TestService.start();
  for (const party of ['SAF', 'GROUP_A', 'GROUP_B', 'GROUP_C']) {
    await service.api.get(AccountRepository, { strict: false }).open({
      role: 'liaison', organisation: { name: `Liaison of ${party}`, kind: 'PARTY', partyCode: party }, label: party, tokenSha256: createHash('sha256').update(`the-liaison-of-${party}`).digest(),
    });
  }
});
afterAll(() => service.stop());

const as = (party: string, method: string, path: string, body?: unknown) => service.call(method, path, null, body, { authorization: `Bearer the-liaison-of-${party}` });
const file = (id: string, who: 'reviewerUS' | 'reviewerRU', verdict: string, change: object = {}) =>
  service.post(`/v1/incidents/${id}/opinion`, who, { verdict, reasons: `${who} says ${verdict}.`, ...change });
const seen = async (id: string, who: 'reviewerUS' | 'reviewerRU' | 'auditor' | 'secretariat' = 'reviewerUS') => (await service.get(`/v1/incidents/${id}`, who)).body;
const at = (from: string, precision = 'EXACT') => ({ occurred: { from, precision } });

describe('scenario 6: self-defence', () => {
  let threat: string;
  let answer: string;
  let reprisal: string;
  const front = { lat: 34.8353, lon: 36.7418, radiusM: 300 };
  beforeAll(async () => {
    threat = await verifiedIncident(service, { ...at('2016-03-05T16:00:00+02:00'), place: front, weapon: 'TANK', allegedPerpetrator: 'SAF', allegedVictim: 'GROUP_A', target: 'ARMED_PARTY', narrative: 'Tank fire on the fighters in the orchards.' });
    answer = await verifiedIncident(service, { ...at('2016-03-05T16:05:00+02:00'), place: front, weapon: 'MORTAR', allegedPerpetrator: 'GROUP_A', allegedVictim: 'SAF', target: 'ARMED_PARTY', narrative: 'The group answered with mortars on the army post.' });
    reprisal = await verifiedIncident(service, { ...at('2016-03-05T21:00:00+02:00'), place: { lat: 34.916, lon: 36.7418, radiusM: 300 }, weapon: 'BARREL_BOMB', act: 'DISPROPORTIONATE_RESPONSE', allegedPerpetrator: 'SAF', narrative: 'Helicopters dropped barrels on the town at night.' });
  });

  it('three incidents, not merged', () => expect(new Set([threat, answer, reprisal]).size).toBe(3));

  it('an immediate and comparable answer on the same front is proportionate', async () => {
    const claim = await as('GROUP_A', 'POST', `/v1/incidents/${answer}/self-defence-claims`, { threatIncidentId: threat, threat: 'Tanks fired at us.' });
    expect([claim.status, (await seen(answer)).selfDefenceClaims[0]]).toMatchObject([201, { id: claim.body.id, judgement: 'PROPORTIONATE', grounds: { isImmediate: true, isSameFront: true, isComparable: true, gapMinutes: 5 } }]);
  });

  it('barrel bombs on a town 9 km away five hours later are not, and are linked as the reaction', async () => {
    const claim = await as('SAF', 'POST', `/v1/incidents/${reprisal}/self-defence-claims`, { threatIncidentId: answer, threat: 'Mortars hit our post.' });
    expect((await seen(reprisal)).selfDefenceClaims).toMatchObject([{ id: claim.body.id, judgement: 'DISPROPORTIONATE', grounds: { isImmediate: false, isSameFront: false, isComparable: false } }]);
    expect((await seen(answer)).selfDefenceClaims.map(({ incidentId, threatIncidentId }: Record<string, string>) => [incidentId, threatIncidentId])).toEqual([[answer, threat], [reprisal, answer]]);
    expect((await seen(reprisal)).act).toBe('DISPROPORTIONATE_RESPONSE');
  });

  it('a party claims for itself only', async () => {
    expect((await as('GROUP_B', 'POST', `/v1/incidents/${answer}/self-defence-claims`, { threat: 'Ours.' })).status).toBe(404);
  });

  it('a liaison is told what its claim amounts to, and nothing of the threat: neither how far nor how long before, nor with what', async () => {
    const told = await as('GROUP_A', 'POST', `/v1/incidents/${answer}/self-defence-claims`, { threatIncidentId: threat, threat: 'Tanks fired at us.' });
    expect(told.body).toEqual({ id: expect.any(String), incidentId: answer, threatIncidentId: threat, claimedFor: 'GROUP_A', judgement: 'PROPORTIONATE' });
    expect((await service.post(`/v1/incidents/${answer}/self-defence-claims`, 'reviewerUS', { threatIncidentId: threat, party: 'GROUP_A', threat: 'Tanks, by all accounts.' })).body).toMatchObject({ gapMinutes: 5, why: expect.stringContaining('same front') });
  });

  it('a liaison is told with each question whether its party may claim there, and what its own people claimed, no more', async () => {
    for (const party of ['GROUP_A', 'GROUP_C']) await service.post(`/v1/incidents/${answer}/information-requests`, 'reviewerUS', { party, question: 'What happened at the orchards?' });
    await service.post(`/v1/incidents/${answer}/self-defence-claims`, 'reviewerRU', { party: 'GROUP_A', threat: 'A reviewer claims for them.' });
    const told = async (party: string) => ((await as(party, 'GET', '/v1/information-requests')).body.items as { incidentId: string; selfDefence: object }[]).find(({ incidentId }) => incidentId === answer)!.selfDefence;
    expect(await told('GROUP_A')).toEqual({ mayClaim: true, claims: [{ id: expect.any(String), threatIncidentId: threat, threat: 'Tanks fired at us.', judgement: 'PROPORTIONATE', claimedAt: expect.any(String) }] });
    expect(await told('GROUP_C')).toEqual({ mayClaim: false, claims: [] });
    expect((await service.get('/v1/information-requests', 'secretariat')).body.items[0].selfDefence).toBeNull();
  });

  it('a key that may not claim is not told that it may', async () => {
    const holder = { organisation: 'Group A', kind: 'PARTY', partyCode: 'GROUP_A', label: 'Its reader', role: 'liaison' };
    const { key } = (await service.post('/v1/admin/keys', 'admin', { holder, scopes: ['information.read'] })).body as { key: string };
    const { items } = (await service.call('GET', '/v1/information-requests', null, undefined, { authorization: `Bearer ${key}` })).body as { items: { selfDefence: object }[] };
    expect(items[0]!.selfDefence).toMatchObject({ mayClaim: false });
  });

  it('an incident that its party has no part in cannot be felt out by claims: it is as if there were none', async () => {
    const claim = () => as('GROUP_A', 'POST', `/v1/incidents/${answer}/self-defence-claims`, { threatIncidentId: reprisal, threat: 'Barrels fell.' });
    const refused = await claim();
    expect([refused.status, refused.text]).toEqual([404, (await as('GROUP_A', 'POST', `/v1/incidents/${answer}/self-defence-claims`, { threatIncidentId: randomUUID(), threat: 'Barrels fell.' })).text]);
    expect((await service.post(`/v1/incidents/${answer}/self-defence-claims`, 'reviewerUS', { threatIncidentId: reprisal, party: 'GROUP_A', threat: 'Barrels fell.' })).status).toBe(201);
    await service.post(`/v1/incidents/${reprisal}/information-requests`, 'reviewerUS', { party: 'GROUP_A', question: 'What did you see of the barrels?' });
    expect((await claim()).status).toBe(201);
  });

  it('sent again by who missed the answer, it is the same claim with the same answer; other words, or the same of somebody else, are another', async () => {
    const claims = async () => (await seen(reprisal)).selfDefenceClaims as { id: string; threat: string }[];
    const facts = async () => (await seen(reprisal)).history.filter(({ type }: { type: string }) => type === 'self-defence.claimed').length as number;
    const before = [(await claims()).length, await facts()];
    const say = (threatWords: string, change: object = {}) => as('SAF', 'POST', `/v1/incidents/${reprisal}/self-defence-claims`, { threatIncidentId: answer, threat: threatWords, ...change });
    const sent = await Promise.all(Array.from({ length: 6 }, () => say('They shelled the road.')));
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(sent.map(({ body }) => JSON.stringify(Object.entries(body as object).sort()))).size).toBe(1);
    expect((await say('They shelled the road.', { threatIncidentId: answer.toUpperCase() })).status).toBe(200);
    expect([(await claims()).length, await facts()]).toEqual(before.map((count) => count + 1));
    expect((await say('They shelled the road twice.')).status).toBe(201);
    expect((await say('They shelled the road.', { threatIncidentId: undefined })).status).toBe(201);
    expect((await service.post(`/v1/incidents/${reprisal}/self-defence-claims`, 'reviewerRU', { threatIncidentId: answer, threat: 'They shelled the road.', party: 'SAF' })).status).toBe(201);
    expect([(await claims()).length, await facts()]).toEqual(before.map((count) => count + 4));
    await service.post(`/v1/incidents/${answer}/merge`, 'reviewerUS', { other: reprisal, reason: 'One exchange of fire.' });
    await service.settled();
    expect((await say('They shelled the road thrice.')).status).toBe(409);
    expect([(await say('They shelled the road.')).status, (await say('They shelled the road.')).body.id]).toEqual([200, sent[0]!.body.id]);
    expect((await as('GROUP_A', 'POST', `/v1/incidents/${answer}/self-defence-claims`, { threatIncidentId: answer.toUpperCase(), threat: 'Itself.' })).status).toBe(400);
  });
});

it('scenario 9: a disputed determination keeps both texts, neither visible before both are filed', async () => {
  const id = await verifiedIncident(service, { ...at('2016-03-08T10:00:00+02:00'), place: { name: 'Talbiseh' }, weapon: 'ARTILLERY' });
  await file(id, 'reviewerUS', 'VIOLATION', { attribution: 'SAF', reasons: 'Shells came from the army base.' });
  expect((await service.get(`/v1/incidents/${id}`, 'reviewerRU')).text).not.toContain('army base');
  await file(id, 'reviewerRU', 'UNABLE_TO_RULE', { reasons: 'Cannot confirm.' });
  expect(await seen(id, 'reviewerRU')).toMatchObject({
    determination: 'DISPUTED', state: 'DETERMINED',
    opinions: [{ coChair: 'RU', verdict: 'UNABLE_TO_RULE', reasons: 'Cannot confirm.' }, { coChair: 'US', verdict: 'VIOLATION', reasons: 'Shells came from the army base.' }],
  });
  expect((await service.get('/v1/exports/incidents.ndjson?state=DETERMINED', 'auditor')).text).toContain('"determination":"DISPUTED"');
  expect((await service.get('/v1/bulletins/2016-03-08', 'auditor')).body.violationsFoundBy).toEqual({ US: 1, RU: 0 });
});

describe('the right of reply', () => {
  let id: string;
  let receipts: { reportId: string; receipt: string }[];
  beforeAll(async () => {
    const change = { ...at('2016-03-10T10:00:00+02:00'), place: { lat: 35.1, lon: 36.75, radiusM: 300 } };
    receipts = [await report(service, 'monitor', change), await report(service, 'monitor2', { ...change, narrative: 'Explosions were heard all over the town.' })];
    await service.settled();
    [{ id }] = (await service.db.database.query('SELECT incident_id AS id FROM incident_report WHERE report_id = $1', [receipts[0]!.reportId])) as [{ id: string }];
  });

  it('the accused party is asked and answers; other parties know of nothing', async () => {
    const asked = await service.post(`/v1/incidents/${id}/information-requests`, 'reviewerUS', { party: 'SAF', question: 'Which unit held the hill?' });
    expect([asked.status, (await seen(id)).state]).toEqual([201, 'INFO_REQUESTED']);
    expect((await as('GROUP_B', 'GET', '/v1/information-requests')).body.items).toEqual([]);
    expect((await as('GROUP_B', 'POST', `/v1/information-requests/${asked.body.id}/reply`, { text: 'Not us.' })).status).toBe(404);
    expect((await as('SAF', 'GET', '/v1/information-requests')).body.items).toMatchObject([{ id: asked.body.id, question: 'Which unit held the hill?', state: 'ASKED' }]);
    expect((await as('SAF', 'POST', `/v1/information-requests/${asked.body.id}/reply`, { text: 'None of ours.' })).body.state).toBe('ANSWERED');
    expect(await seen(id, 'reviewerRU')).toMatchObject({ state: 'AWAITING_OPINIONS', informationRequests: [{ state: 'ANSWERED', replies: [{ text: 'None of ours.' }] }], steps: [{ code: 'INFO_REQUESTED', by: 'US' }] });
  });

  it('a reporter is asked through the receipt and answers without an account', async () => {
    const { reportId, receipt } = receipts[0]!;
    const asked = await service.post(`/v1/incidents/${id}/information-requests`, 'reviewerRU', { reportId, question: 'Did you see the gun?' });
    const story = (await service.get(`/v1/receipts/${receipt}`, null)).body;
    expect(story.questions).toMatchObject([{ requestId: asked.body.id, question: 'Did you see the gun?', state: 'ASKED' }]);
    expect((await service.post(`/v1/receipts/${receipts[1]!.receipt}/answers`, null, { requestId: asked.body.id, text: 'I did.' })).status).toBe(404);
    expect((await service.post(`/v1/receipts/${receipt}/answers`, null, { requestId: asked.body.id, text: 'Only the smoke.' })).status).toBe(201);
    expect((await service.get(`/v1/receipts/${receipt}`, null)).body.questions[0].state).toBe('ANSWERED');
    expect((await seen(id)).informationRequests[1]).toMatchObject({ askedBy: 'RU', replies: [{ text: 'Only the smoke.' }] });
    expect((await seen(id, 'auditor')).informationRequests[1].replies[0].text).toBeNull();
  });

  it('silence past the deadline is recorded as silence, a later answer as late', async () => {
    const clock = movedClock(100);
    try {
      const asked = await service.post(`/v1/incidents/${id}/information-requests`, 'secretariat', { party: 'SAF', question: 'Will you hand over the firing log?', dueHours: 24 });
      clock.forward(25);
      await until('the silence is on record', async () => (await seen(id)).informationRequests[2].state === 'UNANSWERED');
      expect((await as('SAF', 'POST', `/v1/information-requests/${asked.body.id}/reply`, { text: 'No.' })).body).toMatchObject({ state: 'ANSWERED_LATE', isLate: true });
    } finally {
      clock.stop();
    }
  });

  it('what is asked or answered again by who missed the answer was said once; other words, and the same words once something came back, are another', async () => {
    const counts = async () => {
      const { informationRequests: requests, history, steps } = await seen(id);
      const of = (type: string) => (history as { type: string }[]).filter((fact) => fact.type === type).length;
      const replies = (requests as { replies: object[] }[]).reduce((sum, request) => sum + request.replies.length, 0);
      return [requests.length, of('information.requested'), steps.length, replies, of('information.replied')] as number[];
    };
    const start = await counts();
    const more = async () => (await counts()).map((count, at) => count - start[at]!);
    const told = (sent: { status: number; body: unknown }[]) => [sent.map(({ status }) => status).sort(), new Set(sent.map(({ body }) => JSON.stringify(Object.entries(body as object).sort()))).size];
    const six = <T>(send: () => Promise<T>) => Promise.all(Array.from({ length: 6 }, send));
    const once = [[200, 200, 200, 200, 200, 201], 1];

    const ask = (change: object = {}, who: 'reviewerUS' | 'reviewerRU' = 'reviewerUS') =>
      service.post(`/v1/incidents/${id}/information-requests`, who, { party: 'SAF', question: 'Where was the battery?', ...change });
    const asked = await six(() => ask());
    expect([told(asked), await more()]).toEqual([once, [1, 1, 1, 0, 0]]);
    for (const send of [() => ask({ dueHours: 5 }), () => ask({ party: 'GROUP_B' }), () => ask({ question: 'Where is the battery?' }), () => ask({}, 'reviewerRU')]) expect((await send()).status).toBe(201);
    expect(await more()).toEqual([5, 5, 5, 0, 0]);

    const requestId = (asked[0]!.body as { id: string }).id;
    const reply = (text: string) => as('SAF', 'POST', `/v1/information-requests/${requestId}/reply`, { text });
    expect([told(await six(() => reply('On the hill.'))), await more()]).toEqual([once, [5, 5, 5, 1, 1]]);
    for (const text of ['In the valley.', 'On the hill.']) expect((await reply(text)).status).toBe(201);
    expect((await reply('On the hill.')).body).toMatchObject({ requestId, state: 'ANSWERED', isLate: false });
    expect(await more()).toEqual([5, 5, 5, 3, 3]);
    expect([(await ask()).status, await more()]).toEqual([201, [6, 6, 6, 3, 3]]);

    const { reportId, receipt } = receipts[0]!;
    const question = await service.post(`/v1/incidents/${id}/information-requests`, 'reviewerUS', { reportId, question: 'How many shells?' });
    expect((await service.post(`/v1/incidents/${id}/information-requests`, 'reviewerUS', { reportId, question: 'How many shells?' })).body).toEqual(question.body);
    const answered = await six(() => service.post(`/v1/receipts/${receipt}/answers`, null, { requestId: (question.body as { id: string }).id, text: 'Four.' }));
    expect([told(answered), await more()]).toEqual([once, [7, 7, 6, 4, 4]]);
  });

  it('a withdrawn report stays, and corroborates nothing any more', async () => {
    expect((await seen(id)).factStatus).toBe('VERIFIED');
    for (let again = 0; again < 2; again++) expect((await service.post(`/v1/receipts/${receipts[1]!.receipt}/withdrawal`, null, { reason: 'I was mistaken.' })).status).toBe(200);
    await service.settled();
    expect((await service.get(`/v1/receipts/${receipts[1]!.receipt}`, null)).body.state).toBe('WITHDRAWN');
    expect(await seen(id)).toMatchObject({ factStatus: 'PENDING', reportCount: 2 });
    expect((await service.post('/v1/receipts/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/withdrawal', null, {})).status).toBe(404);
  });
});

describe('scenario 12: persistent non-compliance', () => {
  const by = (from: string, place: object, weapon: string, change: object = {}) =>
    verifiedIncident(service, { ...at(from), place, weapon, allegedPerpetrator: 'GROUP_B', narrative: `Fire with ${weapon}.`, ...change });
  let counted: string[];
  let arrest: string;
  let referralId: string;

  it('three joint violations trip the policy; an arrest and a disputed one are listed apart', async () => {
    counted = [
      await by('2016-04-01T08:00:00+03:00', { lat: 35.69, lon: 36.17, radiusM: 500 }, 'MORTAR'),
      await by('2016-04-03T08:00:00+03:00', { lat: 32.65, lon: 36.15, radiusM: 500 }, 'HMG'),
      await by('2016-04-06T08:00:00+03:00', { lat: 36.2, lon: 37.1, radiusM: 500 }, 'MLRS'),
    ];
    arrest = await by('2016-04-04T08:00:00+03:00', { lat: 35.69, lon: 36.17, radiusM: 500 }, 'NONE', { act: 'DETENTION', narrative: 'Men were taken away at a checkpoint.' });
    const disputed = await by('2016-04-05T08:00:00+03:00', { lat: 34.9, lon: 36.6, radiusM: 500 }, 'ROCKET');
    for (const id of [counted[0]!, arrest, disputed, counted[1]!]) {
      await file(id, 'reviewerUS', 'VIOLATION');
      await file(id, 'reviewerRU', id === disputed ? 'UNABLE_TO_RULE' : 'VIOLATION');
    }
    expect((await service.post('/v1/referrals', 'reviewerRU', { party: 'GROUP_B', reason: 'Too early.' })).status).toBe(409);
    await file(counted[2]!, 'reviewerUS', 'VIOLATION');
    expect((await service.get('/v1/dossiers', 'secretariat')).body.items).toEqual([]);
    await file(counted[2]!, 'reviewerRU', 'VIOLATION');
    expect((await service.get('/v1/dossiers', 'secretariat')).body.items).toMatchObject([{ party: 'GROUP_B', incidents: counted }]);
    const dossier = (await service.get('/v1/dossiers/GROUP_B', 'reviewerUS')).body;
    expect(dossier).toMatchObject({ isPersistent: true, why: '3 violations within 7 days; the policy names 3' });
    expect(dossier.incidents.map(({ incidentId }: { incidentId: string }) => incidentId)).toEqual(counted);
    expect(dossier.listedApart.map(({ incidentId, why }: Record<string, string>) => [incidentId, why])).toEqual([[arrest, 'a soft obligation, counted apart'], [disputed, 'determined DISPUTED']]);
  });

  it('is blocked until steps 1 to 4 are recorded or waived with a reason', async () => {
    const blocked = await service.post('/v1/referrals', 'reviewerUS', { party: 'GROUP_B', reason: 'Persistent.' });
    expect([blocked.status, blocked.body.detail]).toEqual([409, 'Record or waive first: RELAYED, INFO_REQUESTED, DE_ESCALATION_CALL, JOINT_ASSESSMENT.']);
    const step = (who: 'reviewerUS' | 'secretariat', body: object) => service.post(`/v1/incidents/${counted[0]}/steps`, who, { authority: 'Task Force procedure', ...body });
    expect((await step('reviewerUS', { step: 'RELAYED' })).status).toBe(201);
    const asked = await service.post(`/v1/incidents/${counted[0]}/information-requests`, 'reviewerUS', { party: 'GROUP_B', question: 'What have you done about it?' });
    await as('GROUP_B', 'POST', `/v1/information-requests/${asked.body.id}/reply`, { text: 'An inquiry is under way.' });
    expect((await step('secretariat', { step: 'DE_ESCALATION_CALL' })).status).toBe(201);
    expect((await step('reviewerUS', { step: 'JOINT_ASSESSMENT', waived: true })).status).toBe(400);
    expect((await step('reviewerUS', { step: 'JOINT_ASSESSMENT', waived: true, note: 'No access to the site.' })).status).toBe(201);
    expect((await step('reviewerUS', { step: 'REFERRED_TO_MINISTERS' })).status).toBe(400);
    expect((await seen(counted[0]!)).state).toBe('RESPONDING');
  });

  it('both co-chairs sign; the secretariat cannot', async () => {
    const proposed = await service.post('/v1/referrals', 'reviewerUS', { party: 'GROUP_B', reason: 'Persistent.' });
    expect([proposed.status, proposed.body.state, proposed.body.dossier.incidents[0].replies[0].text]).toEqual([201, 'PROPOSED', 'An inquiry is under way.']);
    referralId = proposed.body.id;
    expect((await service.post(`/v1/referrals/${referralId}/decision`, 'secretariat', { decision: 'NONE', decidedAt: '2016-04-20T00:00:00+03:00', authority: 'none' })).status).toBe(409);
    expect((await service.post(`/v1/referrals/${referralId}/concurrence`, 'secretariat', { concurs: true, reason: 'No.' })).status).toBe(403);
    const again = await Promise.all(Array.from({ length: 20 }, () => service.post(`/v1/referrals/${referralId}/concurrence`, 'reviewerUS', { concurs: true, reason: 'Alone.' })));
    expect(again.every(({ body }) => body.state === 'PROPOSED')).toBe(true);
    const signed = await service.post(`/v1/referrals/${referralId}/concurrence`, 'reviewerRU', { concurs: true, reason: 'We agree.' });
    expect(signed.body.state).toBe('REFERRED');
    expect((await seen(counted[2]!)).state).toBe('REFERRED');
  });

  it("the Ministers' decision changes the party's protection from that instant, never before; tallies stay", async () => {
    const on = (from: string, lat: number) => verifiedIncident(service, { ...at(from), place: { lat, lon: 36.7418, radiusM: 300 }, allegedPerpetrator: 'SAF', allegedVictim: 'GROUP_B', target: 'ARMED_PARTY' });
    const before = await on('2016-04-19T23:59:00+03:00', 34.8353);
    const after = await on('2016-04-20T12:00:00+03:00', 35.2);
    expect([(await seen(before)).scope, (await seen(after)).scope]).toEqual(['IN_SCOPE', 'IN_SCOPE']);
    expect((await service.post(`/v1/referrals/${referralId}/decision`, 'reviewerUS', { decision: 'EXCLUSION', decidedAt: '2016-04-20T00:00:00+03:00', authority: 'ISSG' })).status).toBe(403);
    const decided = await service.post(`/v1/referrals/${referralId}/decision`, 'secretariat', { decision: 'EXCLUSION', decidedAt: '2016-04-20T00:00:00+03:00', authority: 'ISSG Ministers, Vienna' });
    expect([decided.status, decided.body.state]).toEqual([201, 'DECIDED']);
    await service.settled();
    expect([(await seen(before)).scope, (await seen(after)).scope]).toEqual(['IN_SCOPE', 'NON_PARTY_TARGET']);
    for (const id of counted) expect(await seen(id)).toMatchObject({ scope: 'IN_SCOPE', determination: 'JOINT_VIOLATION' });
  });
});

it('Deir ez-Zor, 17 September: the United States is interested, cannot clear its own forces alone, and OSE is told', async () => {
  const id = await verifiedIncident(service, {
    ...at('2016-09-17T17:00:00+03:00'), place: { lat: 35.2851, lon: 40.1, radiusM: 500 }, weapon: 'AIR_STRIKE', target: 'ARMED_PARTY', allegedPerpetrator: 'US_COALITION', allegedVictim: 'SAF',
    narrative: 'Aircraft struck army positions by the airfield.', casualties: { killed: 62 },
  });
  expect(await seen(id)).toMatchObject({ interested: ['US'], gravity: 'GRAVE', responsibleCoChair: 'US' });
  await file(id, 'reviewerUS', 'NO_VIOLATION', { reasons: 'Unintended.' });
  await file(id, 'reviewerRU', 'RECUSED');
  const alone = await seen(id, 'secretariat');
  expect(alone).toMatchObject({ determination: 'PENDING', determinationWhy: { why: expect.stringContaining('cannot decide alone in its own favour'), needsOseNotice: true }, opinions: [{}, { coChair: 'US', interested: true }] });
  expect((await service.get('/v1/notices', 'secretariat')).body.items).toEqual(expect.arrayContaining([expect.objectContaining({ incidentId: id, kind: 'INTERESTED_OPINION' })]));
  expect((await service.get('/v1/notices', 'reviewerRU')).status).toBe(403);
  await file(id, 'reviewerRU', 'VIOLATION', { changeReason: 'The strike lasted an hour.' });
  expect((await seen(id)).determination).toBe('DISPUTED');
});

it('scenario 11: opinions on a merged incident are stale once it is split again', async () => {
  const video = [{ sha256: 'ab'.repeat(32), mediaType: 'video/mp4' }];
  const first = await report(service, 'monitor', { ...at('2016-03-16T10:00:00+02:00'), place: { name: 'Talbiseh' }, evidence: video, narrative: 'A strike on the market.' });
  const second = await report(service, 'monitor2', { ...at('2016-03-16T10:05:00+02:00'), place: { name: 'Ar-Rastan' }, evidence: video, narrative: 'The mill was struck.' });
  await service.settled();
  const [kept, other] = [await incidentOf(service, first.reportId), await incidentOf(service, second.reportId)];
  expect(kept).not.toBe(other);
  expect((await service.post(`/v1/incidents/${kept}/merge`, 'reviewerUS', { other, reason: 'The same video.' })).status).toBeLessThan(300);
  await service.settled();
  for (const who of ['reviewerUS', 'reviewerRU'] as const) await service.post(`/v1/incidents/${kept}/verification`, who, { decision: 'VERIFIED', reason: 'Seen on the video.' });
  await file(kept, 'reviewerUS', 'VIOLATION');
  await file(kept, 'reviewerRU', 'VIOLATION');
  expect(await seen(kept)).toMatchObject({ determination: 'JOINT_VIOLATION', reportCount: 2 });
  expect((await service.post(`/v1/incidents/${kept}/split`, 'reviewerRU', { reports: [second.reportId], reason: 'Two craters, two places.' })).status).toBeLessThan(300);
  await service.settled();
  const after = await seen(kept);
  expect(after).toMatchObject({ id: kept, reportCount: 1, determination: 'PENDING', opinions: [] });
  expect(after.staleOpinions.map(({ coChair, isStale }: { coChair: string; isStale: boolean }) => [coChair, isStale])).toEqual([['RU', true], ['US', true]]);
});

it('a late report reopens a closed incident; neither side had closed it alone', async () => {
  const change = { ...at('2016-03-14T06:00:00+02:00'), place: { lat: 35.3, lon: 36.6, radiusM: 300 } };
  const id = await verifiedIncident(service, change);
  const close = (who: 'reviewerUS' | 'reviewerRU') => service.post(`/v1/incidents/${id}/closure`, who, { reason: 'Nothing more to do.' });
  expect((await close('reviewerUS')).status).toBe(409);
  await file(id, 'reviewerUS', 'VIOLATION');
  await file(id, 'reviewerRU', 'VIOLATION');
  expect((await close('reviewerUS')).body.state).toBe('DETERMINED');
  expect((await close('reviewerUS')).status).toBe(409);
  expect((await close('reviewerRU')).body.state).toBe('CLOSED');
  await report(service, 'monitor', { ...change, narrative: 'Uploaded late: mortar rounds fell on the town.' });
  await service.settled();
  const reopened = await seen(id);
  expect(reopened).toMatchObject({ state: 'REOPENED', determination: 'PENDING', opinions: [], reportCount: 3 });
  expect(reopened.staleOpinions.length).toBe(2);
  expect(reopened.history.map(({ type }: { type: string }) => type)).toEqual(expect.arrayContaining(['incident.closed', 'opinions.staled', 'incident.reopened']));
});
