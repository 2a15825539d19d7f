import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client, Pool } from 'pg';
import { buildZoneIndex, readZoneFile, zonesOfPlacement, type ZoneIndex, type ZoneVersion } from '@hotline/zones';
import { referenceFolder } from '../../apps/standalone/local-state';
import type { Figure } from './figure';
import { findPostgis, HOW_TO_GET_IT, PostgisProcess } from './postgis.process';
import type { BenchOptions } from './section';

const RANDOM_POINTS = 100_000;
const SINGLE_QUERIES = 4_000;
const SYNTHETIC: readonly (readonly [zones: number, corners: number])[] = [[300, 200], [3_000, 500]];

type Point = [lon: number, lat: number];

/**
 * Placing points in zones against PostGIS's ST_Covers on the same polygons, GiST index and all: one query per point over ten
 * connections, and one query for all of them. And do both say the same, of random points and of every corner?
 * `file`: GeoJSON of zones; the project's own when there is none.
 */
export async function zonesSection({ file }: BenchOptions): Promise<Figure[]> {
  const own = file?.endsWith('.geojson') ? file : null;
  const maps = [
    { what: own ? 'zones of the file' : 'zones of this project', zones: readZones(own ?? resolve(referenceFolder(), 'zones.geojson')) },
    ...SYNTHETIC.map(([count, corners]) => ({ what: `${count} zones of ${corners} corners`, zones: stars(count, corners) })),
  ];
  const binaries = findPostgis();
  if (!binaries) {
    console.log(`zones: rates without a yardstick, ${HOW_TO_GET_IT}.`);
    return maps.flatMap(({ what, zones }) => ratesOf(what, measured(zones)));
  }
  const server = await PostgisProcess.start(binaries);
  try {
    const rows: Awaited<ReturnType<typeof compared>>[] = [];
    for (const { what, zones } of maps) rows.push(await compared(what, zones, server.url));
    console.table(rows.map(({ ratios: _, ...rates }) => rates));
    return rows.flatMap((row) => [...figuresOf(row), ...ratesOf(row.what, { covering: row['covering/s'], placing: row['placing/s'] })]);
  } finally {
    await server.stop();
  }
}

/** Our own side: points a second, by the process that asks. */
function measured(zones: readonly ZoneVersion[]) {
  const index = buildZoneIndex(zones);
  const box = index.zones.flatMap(({ geometry }) => geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2) as Point[]);
  const corners = [...new Map(box.map((point) => [point.join(), point])).values()];
  const points = [...randomPoints(RANDOM_POINTS, extentOf(box)), ...corners.slice(0, RANDOM_POINTS)];
  const covering = perSecond(points, ([lon, lat]) => index.covering({ lat, lon }));
  return { index, points, covering, placing: perSecond(points.slice(0, 20_000), (point) => placed(point, index)) };
}

async function compared(what: string, zones: readonly ZoneVersion[], url: string) {
  const { index, points, covering: ours, placing } = measured(zones);
  const client = new Client({ connectionString: url });
  await client.connect();
  await load(client, zones, points);
  const started = performance.now();
  const { rows } = await client.query<{ at: number; zone: number }>('SELECT p.at, z.at AS zone FROM point p JOIN zone z ON ST_Covers(z.geom, p.geom)');
  const setBased = points.length / seconds(started);
  await client.end();
  const single = await singleQueries(url, points.slice(0, SINGLE_QUERIES));
  return {
    what,
    points: points.length,
    differ: differences(points, zones, index, rows),
    'covering/s': Math.round(ours),
    'placing/s': Math.round(placing),
    'ST_Covers/s, one query each': Math.round(single),
    'ST_Covers/s, all in one': Math.round(setBased),
    ratios: { 'covering : one each': ours / single, 'covering : all in one': ours / setBased, 'placing : one each': placing / single, 'placing : all in one': placing / setBased },
  };
}

function ratesOf(what: string, { covering, placing }: { covering: number; placing: number }): Figure[] {
  return Object.entries({ covering, placing }).map(([name, value]): Figure => ({ section: 'zones', name: `${what}: ${name}`, value, unit: 'points/s' }));
}

/** Covering is what PostGIS is asked. Placing is more, and still never slower than PostGIS asked once per point. */
function figuresOf({ what, differ, ratios }: Awaited<ReturnType<typeof compared>>): Figure[] {
  const figure = (name: string, value: number, goal?: Figure['goal']): Figure => ({ section: 'zones', name: `${what}: ${name}`, value, unit: 'ratio', against: 'PostGIS ST_Covers', isSteady: true, ...(goal ? { goal } : {}) });
  return [
    { ...figure('points on which the two differ', differ, { atMost: 0 }), unit: 'points' },
    figure('covering : one query each', ratios['covering : one each'], { atLeast: 10 }),
    figure('covering : all in one', ratios['covering : all in one'], { atLeast: 2 }),
    figure('placing : one query each', ratios['placing : one each'], { atLeast: 1 }),
    figure('placing : all in one', ratios['placing : all in one']),
  ];
}

/** As the service places a report: with an uncertainty of 500 m, edges and distances included. */
function placed([lon, lat]: Point, index: ZoneIndex) {
  const when = { from: new Date(0), to: new Date(0) };
  return zonesOfPlacement({ lat, lon, radiusM: 500, pcode: null, how: 'STATED_POINT' }, when, index, NUMBERS);
}

const NUMBERS = {
  radiusM: { EXACT: 10, VICINITY: 100, LOCALITY: 1_000, SUBDISTRICT: 10_000, DISTRICT: 25_000, GOVERNORATE: 75_000, UNKNOWN: 400_000 },
  pointPrecision: 'LOCALITY', radiusOfLevelM: [400_000, 75_000, 25_000, 10_000], nameConfidence: 0.8, nameMargin: 0.05, minConfidence: 0.35, maxCandidates: 5, nearestWithinM: 20_000,
} as const;

function differences(points: readonly Point[], zones: readonly ZoneVersion[], index: ZoneIndex, rows: readonly { at: number; zone: number }[]): number {
  const theirs = new Map<number, Set<string>>();
  for (const { at, zone } of rows) theirs.set(at, (theirs.get(at) ?? new Set()).add(zones[zone]!.id));
  return points.filter(([lon, lat], at) => {
    const own = new Set(index.covering({ lat, lon }).map(({ id }) => id));
    const other = theirs.get(at) ?? new Set();
    return own.size !== other.size || [...own].some((id) => !other.has(id));
  }).length;
}

async function load(client: Client, zones: readonly ZoneVersion[], points: readonly Point[]): Promise<void> {
  await client.query('DROP TABLE IF EXISTS zone, point');
  await client.query('CREATE TABLE zone (at int, geom geometry)');
  await client.query('CREATE TABLE point (at int, geom geometry)');
  for (const [at, { geometry }] of zones.entries()) await client.query('INSERT INTO zone VALUES ($1, ST_GeomFromGeoJSON($2))', [at, JSON.stringify(geometry)]);
  await client.query(`INSERT INTO point SELECT at - 1, ST_SetSRID(ST_MakePoint(lon, lat), 4326) FROM unnest($1::float8[], $2::float8[]) WITH ORDINALITY AS p(lon, lat, at)`, [
    points.map(([lon]) => lon),
    points.map(([, lat]) => lat),
  ]);
  await client.query('CREATE INDEX ON zone USING gist (geom)');
  await client.query('ANALYZE');
}

async function singleQueries(url: string, points: readonly Point[]): Promise<number> {
  const pool = new Pool({ connectionString: url, max: 10 });
  const text = 'SELECT at FROM zone WHERE ST_Covers(geom, ST_SetSRID(ST_MakePoint($1, $2), 4326))';
  const ask = (point: Point) => pool.query({ name: 'covers', text, values: point });
  await Promise.all(points.slice(0, 100).map(ask));
  const started = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: 10 }, async () => { while (next < points.length) await ask(points[next++]!); }));
  const rate = points.length / seconds(started);
  await pool.end();
  return rate;
}

function readZones(file: string): ZoneVersion[] {
  const read = readZoneFile(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.ok) throw new Error(`${file} is not acceptable: ${JSON.stringify(read.faults[0])}`);
  return read.zones.map((zone, at) => ({ ...zone, id: String(at) }));
}

/** Star-shaped polygons with ragged edges, some of which overlap; the same every time. */
function stars(count: number, corners: number): ZoneVersion[] {
  const next = randomFrom(7);
  return Array.from({ length: count }, (_, at) => {
    const [lon, lat, radius] = [36 + 6 * next(), 33 + 4 * next(), 0.05 + 0.2 * next()];
    const ring = Array.from({ length: corners }, (__, corner): Point => {
      const [angle, reach] = [(2 * Math.PI * corner) / corners, radius * (0.7 + 0.3 * next())];
      return [lon + reach * Math.cos(angle), lat + reach * Math.sin(angle)];
    });
    ring.push(ring[0]!);
    return { id: String(at), code: `S${at}`, type: 'MIXED', source: 'BENCH', level: null, pcode: null, parentPcode: null, names: {}, geometry: { type: 'Polygon', coordinates: [ring] }, approximate: true, details: {}, validFrom: null, validTo: null };
  });
}

function extentOf(points: readonly Point[]): [west: number, south: number, east: number, north: number] {
  return points.reduce(([w, s, e, n], [lon, lat]) => [Math.min(w, lon), Math.min(s, lat), Math.max(e, lon), Math.max(n, lat)], [Infinity, Infinity, -Infinity, -Infinity]);
}

function randomPoints(count: number, [west, south, east, north]: [number, number, number, number]): Point[] {
  const next = randomFrom(42);
  return Array.from({ length: count }, () => [west + (east - west) * next(), south + (north - south) * next()]);
}

/** Mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function perSecond(points: readonly Point[], work: (point: Point) => unknown): number {
  for (const point of points.slice(0, 1_000)) work(point);
  const started = performance.now();
  for (const point of points) work(point);
  return points.length / seconds(started);
}

function seconds(since: number): number {
  return (performance.now() - since) / 1_000;
}
