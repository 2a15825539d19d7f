// incident-summary.ts - what the reports of one incident say together: one line an incident list can show.
import { distanceMetres } from '@hotline/zones';
import { nameOf, type Mention, type Sighting, type UncertainPoint } from './sighting';

export interface IncidentSummary {
  messageStatus: string;
  occurredFrom: number;
  occurredTo: number;
  point: UncertainPoint | null;
  pcode: string | null;
  act: string | null;
  weapon: string | null;
  target: string | null;
  perpetrators: string[];
  victims: string[];
  killed: number | null;
  wounded: number | null;
  reportCount: number;
  sourceCount: number;
}

/** What is known of all reports of an incident that is too large to be read again. */
export interface Totals {
  reportCount: number;
  sourceCount: number;
  killed: number | null;
  wounded: number | null;
}

/**
 * The summary of a large incident: described by a sample that holds the newcomers, counted from what its row said before.
 * @param known the sources of the newcomers that it had before
 */
export function summariseLarge(sample: readonly Sighting[], before: Totals, newcomers: readonly Sighting[], known: ReadonlySet<string>): IncidentSummary {
  const sources = new Set(newcomers.map(({ sourceId }) => sourceId).filter((sourceId) => !known.has(sourceId)));
  const described = summarise(sample);
  return {
    ...described,
    killed: largest([described.killed, before.killed]),
    wounded: largest([described.wounded, before.wounded]),
    reportCount: before.reportCount + newcomers.length,
    sourceCount: before.sourceCount + sources.size,
  };
}

/** `reports` is never empty; their order does not matter. */
export function summarise(reports: readonly Sighting[]): IncidentSummary {
  const ordered = [...reports].sort((a, b) => a.seq - b.seq);
  const interval = intervalOf(ordered);
  return {
    messageStatus: ordered[0]!.messageStatus,
    occurredFrom: interval.from,
    occurredTo: interval.to,
    point: pointOf(ordered),
    pcode: pcodeOf(ordered),
    act: majority(ordered, (report) => report.act, VAGUE),
    weapon: majority(ordered, (report) => report.weapon, VAGUE),
    target: majority(ordered, (report) => report.target, VAGUE),
    perpetrators: namesOf(ordered.map((report) => report.perpetrator)),
    victims: namesOf(ordered.map((report) => report.victim)),
    killed: largest(ordered.map((report) => report.killed)),
    wounded: largest(ordered.map((report) => report.wounded)),
    reportCount: ordered.length,
    sourceCount: new Set(ordered.map((report) => report.sourceId)).size,
  };
}

/**
 * The shortest interval that every report's interval touches. When all agree it is what they share; when they do not it
 * spans their disagreement: 11:20 and 11:00 give 11:00 to 11:20.
 */
function intervalOf(reports: readonly Sighting[]): { from: number; to: number } {
  const latestStart = Math.max(...reports.map(({ from }) => from));
  const earliestEnd = Math.min(...reports.map(({ to }) => to));
  return { from: Math.min(latestStart, earliestEnd), to: Math.max(latestStart, earliestEnd) };
}

/**
 * The mean of the points, the surer ones weighing more (by the inverse square of the radius). The radius is the smallest
 * stated, or as much more as it takes to touch every report's own circle.
 */
function pointOf(reports: readonly Sighting[]): UncertainPoint | null {
  const points = reports.flatMap(({ point }) => (point ? [point] : []));
  const [first] = points;
  if (!first) return null;
  let [total, north, east] = [0, 0, 0];
  for (const { lat, lon, radiusM } of points) {
    const weight = 1 / Math.max(radiusM, 10) ** 2;
    total += weight;
    north += weight * (lat - first.lat);
    east += weight * shortestTurn(lon - first.lon);
  }
  const centre = { lat: first.lat + north / total, lon: shortestTurn(first.lon + east / total) };
  const stretch = points.map((point) => distanceMetres(centre, point) - point.radiusM);
  return { ...centre, radiusM: Math.max(Math.min(...points.map(({ radiusM }) => radiusM)), ...stretch) };
}

function shortestTurn(degrees: number): number {
  if (degrees > 180) return degrees - 360;
  return degrees < -180 ? degrees + 360 : degrees;
}

/** The p-code of the report that knows its place best. */
function pcodeOf(reports: readonly Sighting[]): string | null {
  const known = reports.filter(({ pcode }) => pcode !== null);
  const radius = ({ point }: Sighting) => point?.radiusM ?? Number.POSITIVE_INFINITY;
  return known.sort((a, b) => radius(a) - radius(b) || b.pcode!.length - a.pcode!.length || a.seq - b.seq)[0]?.pcode ?? null;
}

/** Words that say less than any other; they win only when nobody says more. */
const VAGUE: readonly string[] = ['UNKNOWN', 'NONE', 'UNMAPPED_ALLEGATION'];

/** One source, one vote (its latest): ten messages of one source do not outvote two witnesses. On a tie the earlier word stands. */
function majority(reports: readonly Sighting[], read: (report: Sighting) => string | null, vague: readonly string[]): string | null {
  const voteOf = new Map<string, string>();
  for (const report of reports) {
    const word = read(report);
    if (word && (!vague.includes(word) || !voteOf.has(report.sourceId))) voteOf.set(report.sourceId, word);
  }
  const votes = [...voteOf.values()];
  const clear = votes.filter((word) => !vague.includes(word));
  const counted = clear.length > 0 ? clear : votes;
  const count = (word: string) => counted.filter((other) => other === word).length;
  return counted.reduce<string | null>((best, word) => (best === null || count(word) > count(best) ? word : best), null);
}

function namesOf(mentions: readonly (Mention | null)[]): string[] {
  return [...new Set(mentions.flatMap((mention) => (mention ? [nameOf(mention)] : [])))].sort();
}

function largest(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce((most, next) => (next === null ? most : Math.max(most ?? 0, next)), null);
}
