// reference-data.spec.ts - does the agreement, as it is written down in reference/syria-2016, hang together?
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ACCEPTANCE_STATUSES,
  ACTS,
  CO_CHAIRS,
  GRAVITIES,
  HARDNESSES,
  HUMANITARIAN_SUBTYPES,
  KINDS,
  MESSAGE_STATUSES,
  MINISTER_DECISIONS,
  OBLIGATION_BINDS,
  OBSERVATIONS,
  PARTY_KINDS,
  PLACE_PRECISIONS,
  REGIME_STAGES,
  RESPONSE_STEPS,
  SIDES,
  TARGETS,
  TIME_PRECISIONS,
  WEAPONS,
} from './vocabulary';

const FOLDER = join(__dirname, '../../reference/syria-2016');
const text = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const json = <T>(file: string) => JSON.parse(text(file)) as T;

interface Sourced {
  source: string;
}
interface Names {
  en: string;
  ar: string;
  ru: string;
}
interface Stage extends Sourced {
  state: string;
  at: string;
  binding: boolean;
  confidence: string;
}
interface Milestone extends Sourced {
  code: string;
  planned: string;
  actual: string | null;
  status: string;
}
interface Regime extends Sourced {
  code: string;
  names: Names;
  timeZone: string;
  territory: string;
  termsVersion: string;
  acceptanceDeadline: string;
  life: Stage[];
  milestones: Milestone[];
  documents: (Sourced & { code: string })[];
}
interface Obligation extends Sourced {
  code: string;
  names: Names;
  binds: string;
  hardness: string;
  acts: string[];
  summary: Record<string, string>;
}
interface Unmapped extends Sourced {
  allegation: string;
  act: string;
  reason: string;
}
interface Party extends Sourced {
  code: string;
  names: Names;
  aliases: string[];
  side: string;
  kind: string;
  parent: string | null;
  members?: string[];
  status: string;
  fictional?: boolean;
  unspecified?: boolean;
}
interface Acceptance extends Sourced {
  id: string;
  party: string;
  receivedBy: string;
  receivedAt: string;
  attestedAt: string;
  channel: string;
  status: string;
  conditionalOn: string | null;
  confidence: string;
  members?: string[];
}
interface Count extends Sourced {
  code: string;
  countedBy: string;
  what: string;
  value: number;
}
interface Designation extends Sourced {
  id: string;
  party: string;
  authority: string;
  from: string | null;
  to: string | null;
  excludes: boolean;
  names?: { name: string; language: string; from: string | null }[];
}
interface CoChairs {
  coChairs: (Sourced & { code: string; responsibleFor: string[]; ownForces: string[] })[];
  bothFor: string[];
  secretariat: Sourced;
  issg: { members: (Sourced & { code: string; kind: string; from: string; to: string | null })[] };
}
interface Policy extends Sourced {
  version: string;
  note: string;
  verification: { minIndependentSources: number; minNonBelligerentSources: number; mustBeInTerritory: boolean };
  time: { spreadMinutes: Record<string, number> };
  placing: { radiusM: Record<string, number> };
  opinions: { deadlineHours: number };
  gravity: { default: string; rules: { gravity: string; weapons?: string[]; targets?: string[] }[] };
  ladder: { step: number; code: string }[];
  persistence: { ladderStepsBefore: number[]; coChairsMustConcur: string[] };
  ministerDecisions: string[];
}
type Position = [lon: number, lat: number];
interface Zone {
  properties: {
    code: string;
    type: string;
    level: number | null;
    pcode: string;
    parentPcode: string | null;
    names: Names;
    source: string;
    attribution: string;
    approximate: boolean;
    note: string;
    place?: string;
    besiegers?: string[];
    population?: Sourced & { value: number; asOf: string };
  };
  geometry: { type: string; coordinates: Position[][] };
}
interface Place extends Sourced {
  code: string;
  kind: string;
  names: Names;
  aliases: string[];
  lat: number;
  lon: number;
  radiusM: number;
  pcode: string;
  approximate: boolean;
}
interface Demo {
  as: string;
  report: {
    clientReportId: string;
    kind: string;
    messageStatus: string;
    language: string;
    narrative: string;
    occurred: { from?: string; to?: string; local?: string; timeZone?: string; precision: string };
    place: { lat?: number; lon?: number; radiusM?: number; pcode?: string; name?: string };
    act?: string;
    subtype?: string;
    weapon?: string;
    target?: string;
    observation?: string;
    allegedPerpetrator?: string;
    evidence?: { sha256: string }[];
    contact?: object;
  };
}

const regime = json<Regime>('regime.json');
const { obligations, unmapped } = json<{ obligations: Obligation[]; unmapped: Unmapped[] }>('obligations.json');
const parties = json<Party[]>('parties.json');
const acceptances = json<Acceptance[]>('acceptances.json');
const { counts } = json<{ counts: Count[] }>('acceptance-counts.json');
const designations = json<Designation[]>('designations.json');
const chairs = json<CoChairs>('co-chairs.json');
const policy = json<Policy>('policy.json');
const zones = json<{ type: string; features: Zone[] }>('zones.geojson').features;
const places = json<Place[]>('places.json');
const demo = text('demo/reports.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as Demo);

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const partyCodes = parties.map((party) => party.code);
const party = (code: string) => parties.find((each) => each.code === code)!;
const key = (name: string) => name.normalize('NFKC').trim().toLowerCase();
const spellings = (of: { names: Names; aliases: string[] }) => [...new Set([...Object.values(of.names), ...of.aliases].map((name: string) => key(name)))];
const named = <T extends { names: Names; aliases: string[] }>(rows: T[], name: string) => rows.filter((row) => spellings(row).includes(key(name)));
const inForce = regime.life.find((stage) => stage.state === 'IN_FORCE')!.at;
const lapsed = regime.life.find((stage) => stage.state === 'LAPSED')!.at;

const rows: [string, (Sourced & object)[]][] = [
  ['regime', [regime, ...regime.life, ...regime.milestones, ...regime.documents]],
  ['obligations', [...obligations, ...unmapped]],
  ['parties', parties],
  ['acceptances', acceptances],
  ['acceptance counts', counts],
  ['designations', designations],
  ['co-chairs', [...chairs.coChairs, chairs.secretariat, ...chairs.issg.members]],
  ['policy', [policy]],
  ['places', places],
  ['zones', zones.map((zone) => ({ source: zone.properties.attribution }))],
  ['besieged populations', zones.flatMap((zone) => zone.properties.population ?? [])],
];

describe('every row', () => {
  it.each(rows)('of the %s says where it comes from', (_, found) => {
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((row) => typeof row.source !== 'string' || row.source.length < 10)).toEqual([]);
  });

  it.each([
    ['stage', regime.life.map((row) => row.state)],
    ['milestone', regime.milestones.map((row) => row.code)],
    ['obligation', obligations.map((row) => row.code)],
    ['party', partyCodes],
    ['acceptance', acceptances.map((row) => row.id)],
    ['count', counts.map((row) => row.code)],
    ['designation', designations.map((row) => row.id)],
    ['member of the support group', chairs.issg.members.map((row) => row.code)],
    ['zone', zones.map((row) => row.properties.code)],
    ['place', places.map((row) => row.code)],
    ['demo report', demo.map((row) => row.report.clientReportId)],
  ])('of the kind %s has a code of its own', (_, codes) => {
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  it.each([
    ['parties', parties],
    ['obligations', obligations],
    ['places', places],
    ['zones', zones.map((zone) => zone.properties)],
  ])('of the %s has names in Arabic, Russian and English', (_, found) => {
    const isNamed = ({ names }: { names: Names }) => /[A-Za-z]/.test(names.en) && /[\u0600-\u06ff]/.test(names.ar) && /[А-Яа-я]/.test(names.ru);
    expect(found.filter((row) => !isNamed(row))).toEqual([]);
  });

  it('ships no telephone number and no e-mail address', () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => /\.\w+$/.test(file));
    const contacts = files.flatMap((file) => text(file).match(/[\w.+-]+@[\w-]+\.[a-z]{2,}|\+\d[\d\s()-]{7,}\d/gi) ?? []);
    expect(contacts).toEqual([]);
  });
});

describe('the regime', () => {
  it('takes effect at midnight in Damascus, which is 22:00 UTC on 26 February', () => {
    expect(inForce).toBe('2016-02-26T22:00:00Z');
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: regime.timeZone, dateStyle: 'short', timeStyle: 'medium' });
    expect(clock.format(new Date(inForce))).toBe('2016-02-27 00:00:00');
  });
  it('has stages known by name, in the order of time, each at an instant', () => {
    expect(regime.life.map((stage) => stage.state)).toEqual(REGIME_STAGES.filter((stage) => stage !== 'ERODED'));
    expect(regime.life.every((stage) => INSTANT.test(stage.at))).toBe(true);
    expect(regime.life.map((stage) => stage.at)).toEqual(regime.life.map((stage) => stage.at).sort());
  });
  it('binds while it is in force or renewed, and at no other stage', () => {
    expect(regime.life.filter((stage) => stage.binding).map((stage) => stage.state)).toEqual(['IN_FORCE', 'RENEWED']);
  });
  it('says that its end is our reading', () => {
    expect(regime.life.at(-1)).toMatchObject({ state: 'LAPSED', confidence: 'our reading' });
  });
  it('missed the target of 19 February', () => {
    expect(regime.milestones).toContainEqual(expect.objectContaining({ planned: '2016-02-19T00:00:00Z', status: 'MISSED' }));
  });
  it('has met every milestone that is not marked missed', () => {
    const isHonest = ({ planned, actual, status }: Milestone) => (status === 'MET') === (actual !== null && actual <= planned);
    expect(regime.milestones.filter((milestone) => !isHonest(milestone))).toEqual([]);
  });
  it('has its territory among the zones', () => {
    expect(zones.some((zone) => zone.properties.code === regime.territory && zone.properties.level === 0)).toBe(true);
  });
});

describe('the obligations', () => {
  it('are T1 to T6, of which only T6 is soft', () => {
    expect(obligations.map(({ code, hardness }) => `${code} ${hardness}`)).toEqual(['T1 HARD', 'T2 HARD', 'T3 HARD', 'T4 HARD', 'T5 HARD', 'T6 SOFT']);
  });
  it('use known words, and are told for both sides', () => {
    for (const { binds, hardness, summary } of obligations) {
      expect([OBLIGATION_BINDS.includes(binds as never), HARDNESSES.includes(hardness as never), Object.keys(summary)]).toEqual([true, true, ['GOV', 'OPP']]);
    }
  });
  it('together with the unmapped allegations, say of every act what it touches, once', () => {
    const mapped = [...obligations.flatMap((obligation) => obligation.acts), ...new Set(unmapped.map((row) => row.act))];
    expect([...mapped].sort()).toEqual([...ACTS].sort());
  });
  it('give a reason for what maps to none', () => {
    expect(unmapped.filter(({ reason }) => reason.length < 40)).toEqual([]);
  });
});

describe('the parties', () => {
  it('use known sides and kinds', () => {
    expect(parties.filter(({ side, kind }) => !SIDES.includes(side as never) || !PARTY_KINDS.includes(kind as never))).toEqual([]);
  });
  it('name parents and members that exist, and umbrellas only have members', () => {
    const links = parties.flatMap(({ parent, members = [] }) => [...(parent ? [parent] : []), ...members]);
    expect(links.filter((code) => !partyCodes.includes(code))).toEqual([]);
    expect(parties.filter(({ kind, members }) => (kind === 'UMBRELLA') !== (members !== undefined))).toEqual([]);
  });
  it('have parents that list them, so that up and down say the same', () => {
    expect(parties.filter(({ code, parent }) => parent && !party(parent).members?.includes(code)).map(({ code }) => code)).toEqual([]);
  });
  it('never share a spelling', () => {
    const owner = new Map<string, string>();
    const shared = parties.flatMap((each) => spellings(each).filter((name) => owner.has(name) || !owner.set(name, each.code)));
    expect(shared).toEqual([]);
  });
  it('mark the groups of the exercises as fictional, and no other', () => {
    expect(parties.filter((each) => each.fictional).map(({ code }) => code)).toEqual(['GROUP_A', 'GROUP_B', 'GROUP_C']);
  });
  it.each([
    ['Government of Syria', 'SAF'],
    ['regime', 'SAF'],
    ['SAF', null],
    ['قوات النظام', 'SAF'],
    ['САА', 'SAF'],
    ['Russian Federation', 'RU_VKS'],
    ['ВКС РФ', 'RU_VKS'],
    ['US-led coalition', 'US_COALITION'],
    ['Government of Turkey', 'TR_AF'],
    ['Government of Jordan', 'JO_AF'],
    ['Government of Iraq', 'IQ_AF'],
    ['IS', 'ISIL'],
    ['Daesh', 'ISIL'],
    ['داعش', 'ISIL'],
    ['ИГИЛ', 'ISIL'],
    ['Jabhat Fateh al-Sham', 'AL_NUSRA'],
    ['جبهة فتح الشام', 'AL_NUSRA'],
    ['HTS', 'AL_NUSRA'],
    ['SDF', null],
    ['YPG', null],
    ['PYD', null],
    ['Syrian insurgents', 'ARMED_OPPOSITION'],
    ['unidentified armed formations', 'UNIDENTIFIED'],
    ['неустановленные вооруженные формирования', 'UNIDENTIFIED'],
    ['Ahrar al-Sham', 'AHRAR_AL_SHAM'],
    ['Jaysh al-Islam', 'JAYSH_AL_ISLAM'],
    ['Southern Front', 'SOUTHERN_FRONT'],
    ['Rahman Corps', 'RAHMAN_CORPS'],
    ['Fatah Halab', 'FATAH_HALAB'],
    ["Mare' Operations Room", 'MARE_OPS_ROOM'],
    ['Hawar Kilis Operations Room', 'HAWAR_KILIS_OPS_ROOM'],
    ['Jaysh Asoud al-Sharqiya', 'LIONS_OF_THE_EAST'],
    ['Martyr Lieutenant Ahmed Abdou Brigades', 'AHMAD_AL_ABDO'],
    ['Tahrir al- Sham Army', 'JAYSH_TAHRIR_AL_SHAM'],
    ['Levant Front', 'LEVANT_FRONT'],
    ['Shohadaa al-Yarmouk', 'YARMOUK_MARTYRS'],
    ['Islamic Front', 'ISLAMIC_FRONT'],
    ['Mujahideen Army', 'MUJAHIDEEN_ARMY'],
    ['SRF', null],
    ['Aknaf Bait al-Maqdis', 'AKNAF'],
    ['PFLP-GC', 'PFLP_GC'],
    ['PLO', null],
    ['NSA', 'NEW_SYRIAN_ARMY'],
    ['13th Division', 'THIRTEENTH_DIVISION'],
    ['Sons of Yarmouk Movement', 'SONS_OF_YARMOUK'],
    ['FSA', null],
  ])('%s is known', (name, code) => {
    const found = parties.filter((each) => each.code === name || spellings(each).includes(key(name)));
    expect(found.map((each) => each.code)).toEqual([code ?? name]);
  });
});

describe('the acceptances', () => {
  it('are of parties that exist, in known words, at instants', () => {
    for (const { party: code, receivedBy, receivedAt, attestedAt, status } of acceptances) {
      expect(partyCodes).toContain(code);
      expect(CO_CHAIRS).toContain(receivedBy);
      expect(ACCEPTANCE_STATUSES).toContain(status);
      expect([receivedAt, attestedAt].every((at) => INSTANT.test(at))).toBe(true);
    }
  });
  it('are in time when they came by noon of 26 February in Damascus', () => {
    expect(acceptances.filter(({ receivedAt, status }) => status === 'IN_TIME' && receivedAt > regime.acceptanceDeadline)).toEqual([]);
  });
  it('go to Russia on the government side and hang on that side for the opposition', () => {
    for (const { party: code, receivedBy, conditionalOn } of acceptances) {
      const { side } = party(code);
      if (side === 'GOVERNMENT_AND_ASSOCIATED') expect([receivedBy, conditionalOn]).toEqual(['RU', null]);
      if (side === 'ARMED_OPPOSITION') expect(conditionalOn).toBe('GOVERNMENT_AND_ASSOCIATED');
    }
  });
  it.each([
    ['SAF', 'RU', '2016-02-25T00:00:00Z'],
    ['GROUP_A', 'US', '2016-02-26T07:10:00Z'],
    ['GROUP_B', 'US', '2016-02-26T09:40:00Z'],
  ])('%s accepted to %s at %s', (code, receivedBy, receivedAt) => {
    expect(acceptances.find((row) => row.party === code)).toMatchObject({ receivedBy, receivedAt });
  });
  it('agree with what the list of parties says of them', () => {
    const accepted = parties.filter(({ status }) => status === 'ACCEPTED').map(({ code }) => code);
    expect([...accepted].sort()).toEqual([...new Set(acceptances.map((row) => row.party))].sort());
  });
  it('never come from an excluded group, an unnamed one or one that has not accepted', () => {
    const hasNone = parties.filter(({ side, unspecified, code }) => side === 'EXCLUDED' || unspecified || code === 'GROUP_C').map(({ code }) => code);
    expect(acceptances.filter((row) => hasNone.includes(row.party))).toEqual([]);
  });
  it('of an umbrella bind only members on its own list, each with a row of its own', () => {
    for (const { party: code, members = [] } of acceptances) {
      expect(party(code).kind === 'UMBRELLA').toBe(members.length > 0);
      expect(members.filter((member) => !party(code).members?.includes(member) || !acceptances.some((row) => row.party === member))).toEqual([]);
    }
  });
  it('were counted differently by everybody: 69 and 17 do not make 97', () => {
    const groups = (by: string) => counts.find((row) => row.countedBy === by && row.what === 'GROUPS_ACCEPTED')!.value;
    expect([groups('US'), groups('RU'), groups('UN')]).toEqual([69, 17, 97]);
  });
});

describe('the designations', () => {
  it('exclude only when they are those of the Security Council', () => {
    expect(designations.filter(({ authority, excludes }) => excludes !== (authority === 'UNSC'))).toEqual([]);
  });
  it('are of parties that exist', () => expect(designations.filter((row) => !partyCodes.includes(row.party))).toEqual([]));
  it('of the Council cover exactly the excluded parties for the whole life of the regime', () => {
    const covers = ({ from, to, excludes }: Designation) => excludes && from !== null && from <= inForce && (to === null || to >= lapsed);
    const excluded = parties.filter(({ side }) => side === 'EXCLUDED').map(({ code }) => code);
    expect(designations.filter(covers).map((row) => row.party).sort()).toEqual([...excluded].sort());
  });
  it('follow the new name of July 2016 in three languages', () => {
    const renamed = designations.find((row) => row.party === 'AL_NUSRA')!.names!.filter(({ from }) => from === '2016-07-28');
    expect(new Set(renamed.map(({ language }) => language))).toEqual(new Set(['en', 'ar', 'ru']));
    expect(renamed.filter(({ name }) => named(parties, name)[0]?.code !== 'AL_NUSRA')).toEqual([]);
  });
});

describe('the co-chairs', () => {
  it('share out every side once', () => {
    expect([...chairs.coChairs.flatMap((chair) => chair.responsibleFor), ...chairs.bothFor].sort()).toEqual([...SIDES].sort());
  });
  it('own the forces that make their opinion interested', () => {
    expect(chairs.coChairs.map(({ code, ownForces }) => [code, ...ownForces])).toEqual([['US', 'US_COALITION'], ['RU', 'RU_VKS']]);
    expect(chairs.coChairs.flatMap(({ ownForces }) => ownForces).filter((code) => !partyCodes.includes(code))).toEqual([]);
  });
  it.each([
    ['2016-02-12', 17, 4],
    ['2016-05-17', 22, 4],
  ])('sat on %s in a support group of %d states and %d organisations', (day, states, organisations) => {
    const then = chairs.issg.members.filter(({ from, to }) => from <= day && (to === null || to > day));
    expect(['STATE', 'ORGANISATION'].map((kind) => then.filter((member) => member.kind === kind).length)).toEqual([states, organisations]);
  });
});

describe('the policy', () => {
  it('says that none of its numbers is part of the Terms', () => expect(policy.note).toMatch(/policy of the operator.*None of them is part of the Terms/s));
  it('verifies by two independent sources, one of them no belligerent, in the territory', () => {
    expect(policy.verification).toMatchObject({ minIndependentSources: 2, minNonBelligerentSources: 1, mustBeInTerritory: true });
  });
  it('gives a number to every precision of time and place', () => {
    expect(Object.keys(policy.time.spreadMinutes)).toEqual([...TIME_PRECISIONS]);
    expect(Object.keys(policy.placing.radiusM)).toEqual([...PLACE_PRECISIONS]);
  });
  it('knows the steps of the ladder, in order, and the four before a referral', () => {
    expect(policy.ladder).toEqual(RESPONSE_STEPS.map((code, i) => ({ step: i + 1, code })));
    expect(policy.persistence).toMatchObject({ ladderStepsBefore: [1, 2, 3, 4], coChairsMustConcur: ['US', 'RU'] });
  });
  it('waits 72 hours for an opinion', () => expect(policy.opinions.deadlineHours).toBe(72));
  it('uses known words', () => {
    const { default: byDefault, rules } = policy.gravity;
    expect([byDefault, ...rules.map((rule) => rule.gravity)].filter((word) => !GRAVITIES.includes(word as never))).toEqual([]);
    expect(rules.flatMap((rule) => rule.weapons ?? []).filter((word) => !WEAPONS.includes(word as never))).toEqual([]);
    expect(rules.flatMap((rule) => rule.targets ?? []).filter((word) => !TARGETS.includes(word as never))).toEqual([]);
    expect(policy.ministerDecisions).toEqual([...MINISTER_DECISIONS]);
  });
});

describe('the zones', () => {
  const country = zones.find((zone) => zone.properties.level === 0)!;
  const governorates = zones.filter((zone) => zone.properties.level === 1);
  const besieged = zones.filter((zone) => zone.properties.type === 'BESIEGED');
  const rings = zones.flatMap((zone) => zone.geometry.coordinates.map((ring, i) => ({ code: zone.properties.code, ring, isHole: i > 0 })));

  it('are one country, fourteen governorates and nineteen besieged places', () => {
    expect([zones.length, governorates.length, besieged.length]).toEqual([34, 14, 19]);
    expect(governorates.map((zone) => zone.properties.pcode)).toEqual(Array.from({ length: 14 }, (_, i) => `SY${String(i + 1).padStart(2, '0')}`));
    expect(governorates.every((zone) => zone.properties.parentPcode === country.properties.pcode)).toBe(true);
  });
  it('say that they are stand-ins, and how they were made', () => {
    expect(zones.filter(({ properties }) => !properties.approximate || properties.source !== 'STAND_IN' || properties.note.length < 20)).toEqual([]);
  });
  it('have at most 3,000 vertices in all', () => expect(rings.reduce((sum, { ring }) => sum + ring.length, 0)).toBeLessThanOrEqual(3000));
  it('have closed rings, outer ones counter-clockwise and holes clockwise, longitude first', () => {
    expect(rings.filter(({ ring }) => ring.length < 4 || ring[0]!.join() !== ring.at(-1)!.join())).toEqual([]);
    expect(rings.filter(({ ring, isHole }) => signedArea(ring) > 0 === isHole)).toEqual([]);
    expect(rings.filter(({ ring }) => ring.some(([lon, lat]) => lon < 35.5 || lon > 42.5 || lat < 32.2 || lat > 37.5))).toEqual([]);
  });
  it('have rings that never cross themselves', () => expect(rings.filter(({ ring }) => crossesItself(ring)).map(({ code }) => code)).toEqual([]));
  it('nest: the governorates cover the country without gap or overlap', () => {
    expect(governorates.reduce((sum, zone) => sum + area(zone), 0)).toBeCloseTo(area(country), 9);
    const grid = Array.from({ length: 50 * 70 }, (_, i): Position => [35.503 + (i % 70) * 0.1, 32.303 + Math.floor(i / 70) * 0.1]);
    const wrong = grid.filter((point) => governorates.filter((zone) => covers(zone, point)).length !== Number(covers(country, point)));
    expect(wrong).toEqual([]);
  });
  it('hold the places whose codes say so, but for one in fifty at most', () => {
    const strays = places.filter(({ pcode, lat, lon }) => !covers(governorates.find((zone) => pcode.startsWith(zone.properties.pcode))!, [lon, lat]));
    expect(strays.length).toBeLessThanOrEqual(places.length / 50);
  });
  it('draw each besieged place round its point, with besiegers and a dated population', () => {
    for (const { properties, geometry } of besieged) {
      const place = places.find(({ code }) => code === properties.place)!;
      const [lon, lat] = geometry.coordinates[0]![0]!;
      expect(Math.hypot((lon - place.lon) * Math.cos((place.lat * Math.PI) / 180), lat - place.lat) * 111.2).toBeCloseTo(1.5, 2);
      expect(properties.besiegers!.every((code) => partyCodes.includes(code))).toBe(true);
      expect(properties.population).toMatchObject({ value: expect.any(Number), asOf: expect.stringMatching(/^2016/) });
    }
  });
});

describe('the places', () => {
  it('are at least 120, each with a p-code, a radius and the mark of an approximation', () => {
    expect(places.length).toBeGreaterThanOrEqual(120);
    expect(places.filter(({ pcode, radiusM, approximate }) => !/^SY(0[1-9]|1[0-4])(\d\d){0,2}$/.test(pcode) || radiusM < 500 || !approximate)).toEqual([]);
  });
  it('that carry their own p-code as their code agree with it, and the others have a word of at most twenty signs', () => {
    expect(places.filter(({ code, pcode }) => (/^SY\d/.test(code) ? code !== pcode : !/^[A-Z][A-Z0-9-]{1,19}$/.test(code)))).toEqual([]);
  });
  it('never share a spelling', () => {
    const owner = new Map<string, string>();
    expect(places.flatMap((place) => spellings(place).filter((name) => owner.has(name) || !owner.set(name, place.code)))).toEqual([]);
  });
  it.each([
    ['حربنفسه', 'SY050102'],
    ['حربنفسة', 'SY050102'],
    ['Hirbinifsah', 'SY050102'],
    ['Харбнафса', 'SY050102'],
    ['Talbiseh', 'SY040401'],
    ['Ar-Rastan', 'SY040400'],
    ['Taldu', 'SY040101'],
    ['Daret Azza', 'SY020004'],
    ['Haritan', 'SY020003'],
    ['Tell Abiad', 'SY110200'],
    ['Jisr-Ash-Shugur', 'SY070400'],
    ['Madaya', 'SY030703'],
    ['Duma', 'SY030200'],
    ['Kafr Batna', 'SY030105'],
    ['Markaz Darayya', 'SY030900'],
    ['Kansaba', 'SY060303'],
    ['Deir-ez-Zor', 'SY090100'],
  ])('%s lies in %s', (name, pcode) => expect(named(places, name).map((place) => place.pcode)).toEqual([pcode]));
  it('do not know "Harb Bebsi"', () => expect(named(places, 'Harb Bebsi')).toEqual([]));
});

describe('the demo reports', () => {
  it('are at least 40, from two organisations, in three languages', () => {
    expect(demo.length).toBeGreaterThanOrEqual(40);
    expect(new Set(demo.map(({ as }) => as))).toEqual(new Set(['monitor', 'monitor2']));
    expect(new Set(demo.map(({ report }) => report.language))).toEqual(new Set(['ar', 'ru', 'en']));
  });
  it.each(demo.map(({ report }) => [report.clientReportId, report] as const))('%s can be sent as it is', (_, report) => {
    const { kind, messageStatus, act, subtype, weapon, target, observation, occurred, place } = report;
    expect(KINDS).toContain(kind);
    expect(MESSAGE_STATUSES).toContain(messageStatus);
    expect(TIME_PRECISIONS).toContain(occurred.precision);
    for (const [words, word] of [[ACTS, act], [HUMANITARIAN_SUBTYPES, subtype], [WEAPONS, weapon], [TARGETS, target], [OBSERVATIONS, observation]] as const) {
      if (word !== undefined) expect(words).toContain(word);
    }
    expect(report.narrative.length).toBeGreaterThan(10);
    expect(place.name ?? place.pcode ?? place.lat).toBeDefined();
    expect(report.evidence?.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256)) ?? true).toBe(true);
  });
  it('keep Damascus time: two hours before UTC until 25 March 2016, three from then on', () => {
    const stated = demo.flatMap(({ report: { occurred, narrative } }) => (/моск/.test(narrative) ? [] : [occurred.from, occurred.to])).filter((time) => time !== undefined);
    const wrong = stated.filter((time) => !time.endsWith(new Date(time) < new Date('2016-03-24T22:00:00Z') ? '+02:00' : '+03:00'));
    expect([stated.length > 40, wrong]).toEqual([true, []]);
  });
  it('name perpetrators that the registry knows, but for one that names two', () => {
    const unknown = demo.flatMap(({ report }) => report.allegedPerpetrator ?? []).filter((name) => !partyCodes.includes(name) && named(parties, name).length === 0);
    expect(unknown).toHaveLength(1);
  });
  it('hold an exercise, a detention, a local time that did not exist and a caller without contact', () => {
    expect(demo.filter(({ report }) => report.messageStatus === 'EXERCISE')).toHaveLength(1);
    expect(demo.filter(({ report }) => report.act === 'DETENTION')).toHaveLength(1);
    expect(demo.filter(({ report }) => report.occurred.local === '2016-03-25T00:30')).toHaveLength(1);
    expect(demo.filter(({ report }) => report.contact === undefined)).toHaveLength(1);
  });
});

// Geometry, in square degrees: enough to compare areas that share their lines.
function signedArea(ring: readonly Position[]): number {
  return ring.slice(1).reduce((sum, [lon, lat], i) => sum + ring[i]![0] * lat - lon * ring[i]![1], 0) / 2;
}

function area({ geometry }: Zone): number {
  return geometry.coordinates.reduce((sum, ring) => sum + signedArea(ring), 0);
}

function covers({ geometry }: Zone, point: Position): boolean {
  return geometry.coordinates.filter((ring) => isInside(ring, point)).length % 2 === 1;
}

function isInside(ring: readonly Position[], [lon, lat]: Position): boolean {
  return (
    ring.slice(1).filter(([x2, y2], i) => {
      const [x1, y1] = ring[i]!;
      return y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1;
    }).length %
      2 ===
    1
  );
}

function crossesItself(ring: readonly Position[]): boolean {
  const sides = ring.slice(1).map((end, i) => [ring[i]!, end] as const);
  return sides.some(([a, b], i) => sides.slice(i + 2).some(([c, d]) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0));
}

function turn([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): number {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}
