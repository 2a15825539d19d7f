// bulletin.ts - one day as a bulletin: every number under the name of the rule that counted it.
import { COUNTING_RULE_NAMES, COUNTING_RULES, emptyTally, tally, type CountingRuleName, type Tally } from './counting-rule';
import type { IncidentRow } from './incident-row';

/** Reports that speak of the day, by first-level p-code; null where the place is not known. */
export interface ReportCount {
  governorate: string | null;
  count: number;
}

/** What each co-chair said of an incident once both opinions were in. */
export type Verdicts = Readonly<Record<string, { US?: string; RU?: string }>>;

export interface BulletinInput {
  date: string;
  timeZone: string;
  from: Date;
  /** Exclusive. */
  to: Date;
  checkpoint: { origin: string; size: number; root: string };
  reports: readonly ReportCount[];
  /** Incidents that began on the day. */
  incidents: readonly IncidentRow[];
  verdicts: Verdicts;
  /** Names by p-code. */
  names: Readonly<Record<string, string>>;
}

export interface BulletinCount {
  /** Null: the place is not known well enough. */
  pcode: string | null;
  name: string;
  count: number;
}

export interface BulletinSection {
  says: string;
  total: number;
  byGovernorate: BulletinCount[];
}

export interface BreachLine {
  perpetrators: string;
  governorate: string | null;
  combat: number;
  arrests: number;
}

export interface Bulletin extends Omit<BulletinInput, 'reports' | 'incidents' | 'verdicts' | 'names'> {
  sections: Record<CountingRuleName, BulletinSection>;
  perSide: Tally['perSide'];
  breaches: { says: string; combat: number; arrests: number; lines: BreachLine[] };
  rulings: Record<'ruledViolation' | 'ruledNoViolation' | 'unableToRule' | 'disputed' | 'oneSideOnly' | 'pending', number>;
  /** Incidents each co-chair called a violation, revealed opinions only. Two rules, two numbers: they need not agree. */
  violationsFoundBy: { US: number; RU: number };
}

const UNPLACED = 'Place not known';
const REPORTS_SAY = 'Every report of the day counts, where it was placed, also several of one incident.';
const BREACHES_SAY = 'Incidents by alleged perpetrators and governorate; an act of detention is an arrest, every other act is combat.';

/** Totals are sums of their parts by construction: a reader who adds up finds what stands there. */
export function bulletinOf({ reports, incidents, verdicts, names, ...about }: BulletinInput): Bulletin {
  const counted = emptyTally();
  tally(counted, incidents);
  const section = (name: CountingRuleName): BulletinSection => {
    const counts = name === 'reports' ? reports.map(({ governorate, count }) => [governorate, count] as const) : incidents.map((row) => [governorateOf(row.pcode), COUNTING_RULES[name].of(row)] as const);
    const byGovernorate = summed(counts, names);
    return { says: name === 'reports' ? REPORTS_SAY : COUNTING_RULES[name].says, total: byGovernorate.reduce((sum, { count }) => sum + count, 0), byGovernorate };
  };
  const lines = breachLines(incidents);
  const actual = incidents.filter(({ messageStatus }) => messageStatus === 'ACTUAL');
  return {
    ...about,
    sections: Object.fromEntries(COUNTING_RULE_NAMES.map((name) => [name, section(name)])) as Record<CountingRuleName, BulletinSection>,
    perSide: counted.perSide,
    breaches: { says: BREACHES_SAY, combat: lines.reduce((sum, { combat }) => sum + combat, 0), arrests: lines.reduce((sum, { arrests }) => sum + arrests, 0), lines },
    rulings: rulingsOf(actual),
    violationsFoundBy: { US: foundBy('US', actual, verdicts), RU: foundBy('RU', actual, verdicts) },
  };
}

/** Of an OCHA p-code, the first level: the country's two letters and two digits. */
export function governorateOf(pcode: string | null): string | null {
  return pcode !== null && pcode.length >= 4 ? pcode.slice(0, 4) : null;
}

function summed(counts: readonly (readonly [governorate: string | null, count: number])[], names: Readonly<Record<string, string>>): BulletinCount[] {
  const sums = new Map<string | null, number>();
  for (const [governorate, count] of counts) if (count > 0) sums.set(governorate, (sums.get(governorate) ?? 0) + count);
  return [...sums]
    .map(([pcode, count]) => ({ pcode, name: pcode === null ? UNPLACED : (names[pcode] ?? pcode), count }))
    .sort((a, b) => b.count - a.count || Number(a.pcode === null) - Number(b.pcode === null) || (String(a.pcode) < String(b.pcode) ? -1 : 1));
}

function breachLines(incidents: readonly IncidentRow[]): BreachLine[] {
  const lines = new Map<string, BreachLine>();
  for (const row of incidents.filter((incident) => COUNTING_RULES.incidents.of(incident) > 0)) {
    const perpetrators = row.perpetrators.length > 0 ? [...row.perpetrators].sort().join(' or ') : 'not named';
    const governorate = governorateOf(row.pcode);
    const key = `${perpetrators}\n${governorate}`;
    const line = lines.get(key) ?? { perpetrators, governorate, combat: 0, arrests: 0 };
    lines.set(key, row.act === 'DETENTION' ? { ...line, arrests: line.arrests + 1 } : { ...line, combat: line.combat + 1 });
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function rulingsOf(incidents: readonly IncidentRow[]): Bulletin['rulings'] {
  const count = (holds: (determination: string) => boolean) => incidents.filter(({ determination }) => holds(determination)).length;
  return {
    ruledViolation: count((found) => found === 'JOINT_VIOLATION'),
    ruledNoViolation: count((found) => found === 'JOINT_NO_VIOLATION'),
    unableToRule: count((found) => found === 'JOINT_UNABLE'),
    disputed: count((found) => found === 'DISPUTED'),
    oneSideOnly: count((found) => found.startsWith('SINGLE_SIDED')),
    pending: count((found) => found === 'PENDING'),
  };
}

function foundBy(side: 'US' | 'RU', incidents: readonly IncidentRow[], verdicts: Verdicts): number {
  return incidents.filter(({ id }) => verdicts[id]?.[side] === 'VIOLATION').length;
}
