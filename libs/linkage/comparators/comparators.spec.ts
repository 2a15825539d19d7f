import { COMPARATORS } from '.';
import { SERVICE_MODEL } from '../model';
import { at, day, north, sighting } from '../sighting.fixture';
import type { Sighting } from '../sighting';
import { wordsOf } from '../words';

type Change = Partial<Sighting>;

function answer(name: string, a: Change, b: Change): string | null {
  const comparator = COMPARATORS.find((each) => each.name === name)!;
  const [left, right] = [sighting(a), sighting(b)];
  const forth = comparator.compare(left, right, SERVICE_MODEL)?.level ?? null;
  const back = comparator.compare(right, left, SERVICE_MODEL)?.level ?? null;
  expect(back).toBe(forth);
  return forth;
}

it('the model weighs every answer of every comparator, and nothing else', () => {
  const asked = Object.fromEntries(COMPARATORS.map(({ name, levels }) => [name, [...levels].sort()]));
  const weighed = Object.fromEntries(
    Object.entries(SERVICE_MODEL.comparators).map(([name, { levels }]) => [name, Object.keys(levels).sort()]),
  );
  expect(weighed).toEqual(asked);
});

describe('time', () => {
  it.each([
    ['one instant', at('2016-03-05T08:00:00Z'), at('2016-03-05T08:00:00Z'), 'same hour'],
    ['"about 11:30" holds 11:20', at('2016-02-29T08:30:00Z', '2016-02-29T10:30:00Z'), at('2016-02-29T09:20:00Z'), 'same hour'],
    ['two clocks disagree by twenty minutes', at('2016-02-29T09:00:00Z'), at('2016-02-29T09:20:00Z'), 'minutes apart'],
    ['three quarters of an hour', at('2016-02-29T09:00:00Z'), at('2016-02-29T09:45:00Z'), 'an hour apart'],
    ['a morning holds ten o’clock', at('2016-03-05T04:00:00Z', '2016-03-05T10:00:00Z'), at('2016-03-05T08:00:00Z'), 'same part of the day'],
    ['a day holds ten o’clock, which says little', day('2016-03-05'), at('2016-03-05T08:00:00Z'), 'same day'],
    ['two hours: clocks may disagree so much', at('2016-03-05T08:00:00Z'), at('2016-03-05T10:00:00Z'), 'hours apart'],
    ['five hours', at('2016-03-05T08:00:00Z'), at('2016-03-05T13:00:00Z'), 'apart'],
    ['two days that meet at midnight', day('2016-03-05'), day('2016-03-06'), 'apart'],
    ['an hour after the stated day: a day holds its own doubt', day('2016-03-05'), at('2016-03-05T23:00:00Z'), 'apart'],
    ['three days and one of them', { ...day('2016-03-04'), to: day('2016-03-05').to }, day('2016-03-05'), 'same days'],
    ['a month and a day of it', { ...day('2016-03-01'), to: day('2016-03-31').to }, day('2016-03-05'), 'same episode'],
  ])('%s', (_, a, b, level) => expect(answer('time', a, b)).toBe(level));
});

describe('distance', () => {
  it.each([
    ['two phones at one street corner', { point: north(0, 100) }, { point: north(0.1, 100) }, 'same spot'],
    ['one village by name, twice', { point: north(0, 2000) }, { point: north(0, 2000) }, 'same locality'],
    ['one town by name, twice', { point: north(0, 3000) }, { point: north(2, 3000) }, 'same town'],
    ['a little outside both radii', { point: north(0, 300) }, { point: north(1.5, 300) }, 'near'],
    ['Talbiseh and Ar-Rastan', { point: north(0, 2000) }, { point: north(6.3, 2000) }, 'apart'],
    ['another district', { point: north(0) }, { point: north(40) }, 'far apart'],
    ['a governorate is not a spot', { point: north(0, 60_000) }, { point: north(0) }, null],
    ['one place is not known', { point: null }, {}, null],
  ])('%s', (_, a, b, level) => expect(answer('distance', a, b)).toBe(level));
});

describe('area', () => {
  it.each([
    ['one governorate, twice', { point: north(0, 60_000), pcode: 'SY04' }, { point: north(0, 60_000), pcode: 'SY04' }, 'same area'],
    ['a town in it', { point: north(0, 60_000), pcode: 'SY04' }, { point: north(20), pcode: 'SY040401' }, 'one inside the other'],
    ['neighbours', { point: north(0, 60_000), pcode: 'SY04' }, { point: north(50, 60_000), pcode: 'SY05' }, 'areas overlap'],
    ['the other end of the country', { point: north(0, 60_000), pcode: 'SY04' }, { point: north(300), pcode: 'SY08' }, 'areas apart'],
    ['two spots are for distance to compare', {}, {}, null],
  ])('%s', (_, a, b, level) => expect(answer('area', a, b)).toBe(level));
});

describe('place name', () => {
  const unknown = { point: null };
  it.each([
    ['Arabic and English', { ...unknown, placeName: 'حربنفسه' }, { placeName: 'Hirbinifsah' }, 'sound alike'],
    ['Arabic and Russian', { ...unknown, placeName: 'حربنفسة' }, { ...unknown, placeName: 'Харбнафса' }, 'sound alike'],
    ['what the operator wrote', { ...unknown, placeName: 'Harb Bebsi' }, { placeName: 'Hirbinifsah' }, 'sound different'],
    ['one consonant is another', { ...unknown, placeName: 'Talbiseh' }, { placeName: 'Talbisek' }, 'sound nearly alike'],
    ['both are on the map: distance knows better', { placeName: 'Talbiseh' }, { placeName: 'Talbisa' }, null],
    ['one has no name', { ...unknown }, { placeName: 'Talbiseh' }, null],
  ])('%s', (_, a, b, level) => expect(answer('place name', a, b)).toBe(level));
});

describe('surroundings', () => {
  const spot = { point: north(0, 300) };
  it.each([
    ['nothing is known of what was before', spot, spot, null],
    ['a village with three incidents in a fortnight', { ...spot, incidentsBefore: 3 }, spot, null],
    ['a town with a dozen', { ...spot, incidentsBefore: 12 }, spot, 'busy'],
    ['a city with three a day', { ...spot, incidentsBefore: 42 }, spot, 'very busy'],
    ['a front line', { ...spot, incidentsBefore: 400 }, spot, 'under constant fire'],
    ['far apart: nearness is not claimed', { ...spot, incidentsBefore: 42 }, { point: north(9, 300) }, null],
    ['an area', { point: north(0, 60_000), incidentsBefore: 42 }, spot, null],
  ])('%s', (_, a, b, level) => expect(answer('surroundings', a, b)).toBe(level));
});

describe('act, weapon and target', () => {
  it.each([
    ['act', 'ATTACK', 'ATTACK', 'same'],
    ['act', 'ATTACK', 'DISPROPORTIONATE_RESPONSE', 'one is a kind of the other'],
    ['act', 'ATTACK', 'DETENTION', 'different'],
    ['act', 'ATTACK', 'HUMANITARIAN_OBSTRUCTION', 'may be one'],
    ['act', 'ATTACK', 'UNMAPPED_ALLEGATION', null],
    ['act', 'ATTACK', null, null],
    ['weapon', 'AIR_STRIKE', 'BARREL_BOMB', 'one is a kind of the other'],
    ['weapon', 'MORTAR', 'ARTILLERY', 'same family'],
    ['weapon', 'AIR_STRIKE', 'MORTAR', 'different'],
    ['weapon', 'AIR_STRIKE', 'CLUSTER', 'may be one'],
    ['weapon', 'AIR_STRIKE', 'UNKNOWN', null],
    ['weapon', 'NONE', 'NONE', null],
    ['target', 'CIVILIAN_AREA', 'SCHOOL', 'one is a kind of the other'],
    ['target', 'ARMED_PARTY', 'SCHOOL', 'different'],
  ])('%s: %s and %s', (field, a, b, level) => expect(answer(field, { [field]: a }, { [field]: b })).toBe(level));
});

describe('perpetrator', () => {
  const party = (text: string, code: string | null = null, side: string | null = null) => ({ perpetrator: { text, code, side } });
  const syria = party('Syrian army', 'SAF', 'GOVERNMENT_AND_ASSOCIATED');
  it.each([
    ['one party under two names', syria, party('الجيش السوري', 'SAF', 'GOVERNMENT_AND_ASSOCIATED'), 'same party'],
    ['two forces of one side', syria, party('militia', 'NDF', 'GOVERNMENT_AND_ASSOCIATED'), 'same side'],
    ['two sides', syria, party('Group A', 'A', 'ARMED_OPPOSITION'), 'other side'],
    ['nobody knows either, spelled alike', party('Unknown Men'), party('unknown men'), 'same words'],
    ['nobody knows either, in two scripts', party('Liwa Fursan al-Haqq'), party('لواء فرسان الحق'), 'sound alike'],
    ['nobody knows either, with a slip', party('Liwa Fursan al-Haqq'), party('Liwa Fulsan al-Haqq'), 'sound alike'],
    ['nobody knows one of them', syria, party('somebody'), null],
    ['one names nobody', syria, {}, null],
  ])('%s', (_, a, b, level) => expect(answer('perpetrator', a, b)).toBe(level));
});

describe('words', () => {
  const words = (text: string, language: string | null = null) => ({ words: wordsOf(text, language) });
  it.each([
    [
      'spelling variants of Arabic',
      words('غارات جوية على مدينة تلبيسة صباح اليوم'),
      words('غارات جويه علي مدينه تلبيسه صباح اليوم'),
      'same text',
    ],
    ['presentation forms', words('ﻏﺎﺭﺍﺕ ﺟﻮﻳﺔ ﻋﻠﻰ ﻣﺪﻳﻨﺔ ﺗﻠﺒﻴﺴﺔ ﺍﻟﻴﻮﻡ'), words('غارات جوية على مدينة تلبيسة اليوم'), 'same text'],
    [
      'Russian endings',
      words('Авиаудары по жилому кварталу города Тальбиса', 'ru'),
      words('Авиаудар по жилым кварталам города Тальбиса', 'ru'),
      'nearly the same text',
    ],
    [
      'one more sentence',
      words('Two planes struck the market of Talbiseh', 'en'),
      words('Two planes struck the crowded market of Talbiseh yesterday', 'en'),
      'nearly the same text',
    ],
    [
      'other events',
      words('Tank fire on the grain silos at dawn', 'en'),
      words('Convoy turned back at the northern checkpoint', 'en'),
      'little in common',
    ],
    ['Arabic, other forms of the words', words('سقطت قذائف المدفعية على المدرسة في المدينة'), words('سقطت القذائف المدفعيه على مدرسة مدينة'), 'much in common'],
    ['one who types badly', words('Grad rockets struck the grain silos of Talbiseh', 'en'), words('Gradd rokets strukk the grainn silos of Talbisehh', 'en'), 'much in common'],
    ['two languages', words('Two planes struck the market of Talbiseh', 'en'), words('طائرتان قصفتا سوق تلبيسة صباح اليوم', 'ar'), null],
    ['too few words', words('Air strike', 'en'), words('Air strike', 'en'), null],
    ['no words', words(''), words('Two planes struck the market of Talbiseh'), null],
  ])('%s', (_, a, b, level) => expect(answer('words', a, b)).toBe(level));
});

describe('casualties', () => {
  it.each([
    [{ killed: 7 }, { killed: 7 }, 'same number'],
    [{ killed: 1 }, { killed: 1 }, 'same small number'],
    [{ killed: 3 }, { killed: 4 }, 'close'],
    [{ killed: 2 }, { killed: 5 }, 'different'],
    [{ killed: 1 }, { killed: 50 }, 'very different'],
    [{ killed: 0 }, { killed: 0 }, null],
    [{ killed: 3 }, { wounded: 3 }, null],
    [{ killed: 3, wounded: 9 }, { wounded: 9 }, 'same number'],
  ])('%j and %j', (a, b, level) => expect(answer('casualties', a, b)).toBe(level));
});

describe('evidence, convoy, reporter', () => {
  it.each([
    ['evidence', 'one file of several', { media: ['a', 'b'] }, { media: ['b', 'c'] }, 'same file'],
    ['evidence', 'no file in common is no evidence', { media: ['a'] }, { media: ['b'] }, null],
    ['convoy', 'written differently', { convoy: 'UN-2016/031' }, { convoy: 'un 2016 031' }, 'same convoy'],
    ['convoy', 'another', { convoy: 'UN-2016/031' }, { convoy: 'UN-2016/032' }, 'other convoy'],
    ['convoy', 'not stated', { convoy: 'UN-2016/031' }, {}, null],
    ['reporter', 'two people', {}, {}, null],
    ['reporter', 'one person, two messages', { reporterId: 'r' }, { reporterId: 'r' }, 'same reporter, other text'],
  ])('%s: %s', (name, _, a, b, level) => expect(answer(name, a, b)).toBe(level));
});

it('rare words tell more than common ones: two texts that share only what everybody writes have little in common', () => {
  const text = (words: string) => sighting({ text: words, language: 'en' });
  const [a, b] = [text('Shelling killed people near Talbiseh silos'), text('Shelling killed people near Kansaba ridge')];
  const comparator = COMPARATORS.find(({ name }) => name === 'words')!;
  const rarity = (word: string) => (['shell', 'kill', 'peopl', 'near'].includes(word) ? 0.1 : 3);
  expect(comparator.compare(a, b, SERVICE_MODEL)?.level).toBe('much in common');
  expect(comparator.compare(a, b, SERVICE_MODEL, rarity)?.level).not.toBe('much in common');
});
