import { createHash } from 'node:crypto';
import { aReport } from '../support';
import { TestService } from '../support/test-service';

let service: TestService;
beforeAll(async () => {
  service = await TestService.start();
});
afterAll(() => service.stop());

type Who = 'monitor' | 'monitor2';
const submit = async (as: Who, change: Record<string, unknown>): Promise<string> => {
  const answer = await service.post('/v1/reports', as, aReport(change));
  expect(answer.status).toBe(202);
  return (answer.body as { reportId: string }).reportId;
};
const incidentOf = async (reportId: string): Promise<string> => {
  const [row] = await service.db.database.query<{ id: string }>('SELECT incident_id AS id FROM incident_report WHERE report_id = $1', [reportId]);
  return row!.id;
};
const detail = async (id: string) => (await service.get(`/v1/incidents/${id}`, 'reviewerUS')).body;
const act = async (path: string, body: object) => {
  const answer = await service.post(path, 'reviewerUS', body);
  await service.settled();
  return answer;
};

/** A third organisation that reports, beside the two of the first accounts. */
const submitAsThird = async (change: Record<string, unknown>): Promise<string> => {
  const token = 'third-organisation'.padEnd(32, '0');
  await service.db.database.query(
    `WITH o AS (INSERT INTO organisation (id, name, kind) VALUES ($1, 'Third monitor', 'MONITOR'))
     INSERT INTO account (id, role, organisation_id, label, token_sha256, created_at) VALUES ($1, 'monitor', $1, 'monitor3', $2, now())`,
    ['00000000-0000-4000-8000-0000000000a3', createHash('sha256').update(token).digest()],
  );
  const answer = await service.call<{ reportId: string }>('POST', '/v1/reports', null, aReport(change), { authorization: `Bearer ${token}` });
  expect(answer.status).toBe(202);
  return answer.body.reportId;
};

describe('scenario 1: one strike, three languages', () => {
  const arabic = { language: 'ar', weapon: 'AIR_STRIKE', allegedPerpetrator: undefined, occurred: { from: '2016-02-29T11:20:00+02:00', precision: 'HOUR' } };
  const reports: string[] = [];

  it('becomes one incident of independent sources, every link explained by comparator and bits', async () => {
    reports.push(await submit('monitor', { ...arabic, narrative: 'غارات على حربنفسه', place: { name: 'حربنفسه', radiusM: 1000 } }));
    reports.push(
      await submit('monitor2', {
        language: 'en',
        narrative: 'Air raids, Hirbinifsah, about 11:30, maybe Russian, many planes',
        occurred: { from: '2016-02-29T11:30:00+02:00', precision: 'HOUR' },
        place: { name: 'Hirbinifsah' },
        weapon: 'AIR_STRIKE',
        allegedPerpetrator: 'Russian Aerospace Forces',
      }),
    );
    reports.push(
      await submitAsThird({
        language: 'ru',
        narrative: 'Авиаудар, Харбнафса, 12:00 (Москва)',
        occurred: { local: '2016-02-29T12:00', timeZone: 'Europe/Moscow', precision: 'HOUR' },
        place: { name: 'Харбнафса' },
        weapon: 'AIR_STRIKE',
        allegedPerpetrator: 'SAF',
      }),
    );
    await service.settled();
    const ids = new Set(await Promise.all(reports.map(incidentOf)));
    expect(ids.size).toBe(1);
    const incident = await detail([...ids][0]!);
    expect(incident).toMatchObject({ pcode: 'SY050102', reportCount: 3, sourceCount: 3, responsibleCoChair: 'RU', absorbedInto: null, factStatus: 'VERIFIED' });
    expect(incident.assessment.corroboration.independentSources).toBe(3);
    expect(incident.perpetrators).toEqual(expect.arrayContaining(['RU_VKS', 'SAF']));
    const [opened, ...linked] = incident.links;
    expect(opened).toMatchObject({ bits: 0, evidence: [] });
    for (const link of linked) {
      expect(link.evidence.map(({ comparator }: { comparator: string }) => comparator)).toEqual(expect.arrayContaining(['prior', 'time', 'distance', 'weapon']));
      const sum = link.evidence.reduce((total: number, { bits }: { bits: number }) => total + bits, 0);
      expect(sum).toBeCloseTo(link.bits, 1);
      expect(link.thresholds).toMatchObject({ link: 4.25, suggest: 0 });
      expect(link.modelVersion).toMatch(/^service-/);
    }
  });

  it.each([
    ['in presentation forms', 'ﺣﺮﺑﻨﻔﺴﻪ'],
    ['with the other last letter', 'حربنفسة'],
  ])('the Arabic name %s finds the same incident', async (_, name) => {
    const report = await submit('monitor', { ...arabic, narrative: `غارات على ${name}`, place: { name, radiusM: 1000 } });
    await service.settled();
    expect(await incidentOf(report)).toBe(await incidentOf(reports[0]!));
  });
});

it('scenario 6: a reply five hours later and nine kilometres off is another incident', async () => {
  const mortar = await submit('monitor', {
    narrative: 'Mortar fire by the group after tank fire.',
    occurred: { from: '2016-03-06T16:05:00+02:00', precision: 'EXACT' },
    place: { lat: 34.8353, lon: 36.7418, radiusM: 500 },
    weapon: 'MORTAR',
  });
  const barrels = await submit('monitor', {
    narrative: 'Barrel bombs on the town in the evening.',
    occurred: { from: '2016-03-06T21:00:00+02:00', precision: 'EXACT' },
    place: { lat: 34.9163, lon: 36.7418, radiusM: 500 },
    weapon: 'BARREL_BOMB',
    act: 'DISPROPORTIONATE_RESPONSE',
  });
  await service.settled();
  expect(await incidentOf(barrels)).not.toBe(await incidentOf(mortar));
  expect((await detail(await incidentOf(barrels))).suggestions).toEqual([]);
});

it('scenario 7: two convoys are two incidents; of one convoy, distance does not matter; no weapon is needed', async () => {
  const convoy = (change: Record<string, unknown>) => ({
    act: 'HUMANITARIAN_OBSTRUCTION',
    weapon: undefined,
    target: 'CONVOY',
    place: { name: 'Darayya' },
    ...change,
  });
  const turnedBack = await submit('monitor', convoy({ narrative: 'The convoy was turned back at the checkpoint.', occurred: { from: '2016-03-12T10:00:00+02:00', precision: 'HOUR' }, convoyReference: 'UN-2016-031' }));
  const sameConvoy = await submit(
    'monitor2',
    convoy({
      narrative: 'Trucks with food had to return to the depot.',
      occurred: { from: '2016-03-12T10:30:00+02:00', precision: 'HOUR' },
      place: { lat: 33.51, lon: 36.29, radiusM: 300 },
      convoyReference: 'un 2016/031',
    }),
  );
  const itemsRemoved = await submit('monitor', convoy({ narrative: 'Surgical items were taken off the trucks.', occurred: { from: '2016-03-20T10:00:00+02:00', precision: 'HOUR' }, convoyReference: 'UN-2016-044' }));
  await service.settled();
  const first = await incidentOf(turnedBack);
  expect(await incidentOf(sameConvoy)).toBe(first);
  expect(await incidentOf(itemsRemoved)).not.toBe(first);
});

describe('scenario 11: contradictory locations, a wrong merge undone', () => {
  const media = [{ sha256: createHash('sha256').update('the same video').digest('hex'), mediaType: 'video/mp4' }];
  const talbiseh = { narrative: 'Shells on the market.', occurred: { from: '2016-03-10T10:00:00+02:00', precision: 'EXACT' }, place: { lat: 34.841, lon: 36.731, radiusM: 1000 }, evidence: media };
  const rastan = { narrative: 'Explosions in the north of the town.', occurred: { from: '2016-03-10T10:05:00+02:00', precision: 'EXACT' }, place: { lat: 34.8976, lon: 36.731, radiusM: 1000 }, evidence: media };
  let [one, other, r1, r2, mergeId] = ['', '', '', '', ''];

  it('the same video from two towns is suggested with its reason, not linked', async () => {
    r1 = await submit('monitor', talbiseh);
    await service.settled();
    r2 = await submit('monitor2', rastan);
    await service.settled();
    [one, other] = [await incidentOf(r1), await incidentOf(r2)];
    expect(one).not.toBe(other);
    const { suggestions } = await detail(other);
    expect(suggestions).toMatchObject([{ otherIncidentId: one, vetoes: ['the places do not overlap'] }]);
    expect(suggestions[0].evidence).toContainEqual(expect.objectContaining({ comparator: 'evidence', level: 'same file' }));
  });

  it('a reviewer merges them; the absorbed id keeps answering with a pointer', async () => {
    const answer = await act(`/v1/incidents/${one}/merge`, { other, reason: 'One video, one strike.' });
    expect(answer).toMatchObject({ status: 201, body: { kind: 'merge', from: other, to: one, absorbed: other } });
    mergeId = answer.body.id;
    expect(await detail(other)).toMatchObject({ id: other, absorbedInto: one });
    const merged = await detail(one);
    expect(merged).toMatchObject({ reportCount: 2, sourceCount: 2 });
    expect(merged.history.filter(({ type }: { type: string }) => type === 'incident.restructured')).toMatchObject([
      { details: { kind: 'merge', by: 'US', from: other, to: one, reports: [r2], reason: 'One video, one strike.' } },
    ]);
  });

  it('later geolocation shows two strikes: the split gives both their own id back and stores that they are not the same', async () => {
    const answer = await act(`/v1/incidents/${one}/split`, { reports: [r2], reason: 'Geolocated to another town.' });
    expect(answer).toMatchObject({ status: 201, body: { kind: 'split', from: one, to: other } });
    expect([await incidentOf(r1), await incidentOf(r2)]).toEqual([one, other]);
    expect(await detail(other)).toMatchObject({ absorbedInto: null, reportCount: 1 });
    expect((await service.post(`/v1/incidents/${one}/merge`, 'reviewerRU', { other, reason: 'Again.' })).status).toBe(409);
  });

  it('linking anew and later replays never join them again', async () => {
    for (const report of [r1, r2]) {
      await service.db.database.query(`DELETE FROM incident_report WHERE report_id = $1`, [report]);
      await service.db.database.query(`INSERT INTO outbox (topic, subject_id) VALUES ('report.placed', $1)`, [report]);
      await service.settled();
    }
    expect(await incidentOf(r1)).not.toBe(await incidentOf(r2));
    const again = await submit('monitor', { ...talbiseh, narrative: 'Shells on the market, again with the video.' });
    await service.settled();
    expect(await incidentOf(again)).toBe(await incidentOf(r1));
    expect(await incidentOf(r1)).not.toBe(await incidentOf(r2));
  });

  it('what was done since stands in the way of undoing the merge, and says so', async () => {
    expect((await act(`/v1/restructurings/${mergeId}/undo`, { reason: 'It was wrong.' })).status).toBe(409);
    const { body } = await service.get(`/v1/incidents/${one}/restructurings`, 'auditor');
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['split', 'merge']);
    expect(JSON.stringify(body)).not.toContain('madeBy');
  });
});

describe('people put right what was linked', () => {
  let pair: [string, string];
  let day = 10;
  beforeEach(async () => {
    day += 1;
    const at = { occurred: { from: `2016-04-${day}T08:00:00+03:00`, precision: 'EXACT' }, place: { lat: 35.9, lon: 36.6, radiusM: 300 } };
    pair = [await submit('monitor', at), await submit('monitor2', at)];
    await service.settled();
    expect(await incidentOf(pair[0])).toBe(await incidentOf(pair[1]));
  });

  it('a split is undone: one incident again, the other id points to it, and nothing keeps them apart', async () => {
    const id = await incidentOf(pair[0]);
    const split = await act(`/v1/incidents/${id}/split`, { reports: [pair[1]], reason: 'Two streets.' });
    expect(await incidentOf(pair[1])).toBe(split.body.to);
    expect((await act(`/v1/restructurings/${split.body.id}/undo`, { reason: 'One street after all.' })).body).toMatchObject({ kind: 'undo', absorbed: split.body.to });
    expect(await incidentOf(pair[1])).toBe(id);
    expect(await detail(split.body.to)).toMatchObject({ absorbedInto: id });
    expect(await detail(id)).toMatchObject({ reportCount: 2 });
    expect((await act(`/v1/restructurings/${split.body.id}/undo`, { reason: 'Twice.' })).status).toBe(409);
  });

  it('a report is moved and moved back with the very link it had', async () => {
    const id = await incidentOf(pair[0]);
    const before = (await detail(id)).links;
    const elsewhere = await submit('monitor', { occurred: { from: `2016-04-${day}T20:00:00+03:00` }, place: { lat: 36.4, lon: 37.1, radiusM: 300 } });
    await service.settled();
    const move = await act(`/v1/incidents/${id}/move`, { to: await incidentOf(elsewhere), reports: [pair[1]], reason: 'Misread date.' });
    expect(move.status).toBe(201);
    expect(await incidentOf(pair[1])).toBe(await incidentOf(elsewhere));
    await act(`/v1/restructurings/${move.body.id}/undo`, { reason: 'The date was right.' });
    expect((await detail(id)).links).toEqual(before);
  });

  it('nobody but reviewers restructures, every change needs a reason, unknown ids are not found', async () => {
    const id = await incidentOf(pair[0]);
    const body = { reports: [pair[1]], reason: 'x' };
    for (const who of ['monitor', 'auditor', 'secretariat', 'admin'] as const) expect((await service.post(`/v1/incidents/${id}/split`, who, body)).status).toBe(403);
    expect((await service.post(`/v1/incidents/${id}/split`, 'reviewerRU', { reports: [pair[1]] })).status).toBe(400);
    expect((await service.post('/v1/incidents/00000000-0000-4000-8000-000000000000/split', 'reviewerRU', body)).status).toBe(404);
    expect((await service.post('/v1/incidents/nonsense/split', 'reviewerRU', body)).status).toBe(404);
  });
});

it('a flood of one text from few sources raises corroboration by at most one source, and is flagged', async () => {
  const at = { occurred: { from: '2016-03-18T09:00:00+02:00', precision: 'EXACT' }, place: { lat: 36.1, lon: 37.3, radiusM: 300 }, weapon: 'AIR_STRIKE' };
  const text = 'Warplanes hit the bakery of the eastern quarter and dozens of people were wounded in the queue';
  const [first] = [await submit('monitor', { ...at, narrative: `${text}.` })];
  for (let copy = 0; copy < 12; copy += 1) await submit(copy % 2 ? 'monitor' : 'monitor2', { ...at, narrative: `${text}${'!'.repeat(copy)} ${copy % 3 ? '' : 'Share'}` });
  await service.settled();
  const id = await incidentOf(first!);
  const flooded = await detail(id);
  expect(flooded).toMatchObject({ reportCount: 13, sourceCount: 2, floods: [{ reports: 13, sources: 2 }] });
  expect(flooded.assessment.corroboration.independentSources).toBe(1);
  expect(flooded.factStatus).not.toBe('VERIFIED');

  await submit('monitor2', { ...at, narrative: 'I stood beside the oven when the roof came down; we carried out my neighbour.' });
  await service.settled();
  expect((await detail(id)).assessment.corroboration.independentSources).toBe(2);
});

it('two monitors who use the same few words are two sources: two is no flood', async () => {
  const told = { occurred: { from: '2016-03-19T09:00:00+02:00', precision: 'EXACT' }, place: { lat: 35.3, lon: 36.9, radiusM: 300 }, narrative: 'Two mortar rounds fell beside the school.', weapon: 'MORTAR' };
  const [first] = [await submit('monitor', told), await submit('monitor2', told)];
  await service.settled();
  const seen = await detail(await incidentOf(first));
  expect(seen).toMatchObject({ reportCount: 2, sourceCount: 2, factStatus: 'VERIFIED', floods: [] });
  expect(seen.assessment.corroboration.independentSources).toBe(2);
});

it('what people decided leaves as labelled pairs without words and places', async () => {
  const { body, status } = await service.get('/v1/linkage/labelled-pairs', 'secretariat');
  expect(status).toBe(200);
  expect(body.items).toContainEqual(expect.objectContaining({ label: 'different', answers: expect.objectContaining({ evidence: 'same file', distance: 'apart' }) }));
  expect(Object.keys(body.items[0]).sort()).toEqual(['a', 'answers', 'b', 'label']);
  expect((await service.get('/v1/linkage/labelled-pairs', 'reviewerUS')).status).toBe(403);
});
