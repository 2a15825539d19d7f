// reports.ts - made-up reports for measurements: plausible, varied, and told apart by a number.

const ACTS = [['ATTACK', 'MORTAR'], ['ATTACK', 'ARTILLERY'], ['ATTACK', 'AIR_STRIKE'], ['ATTACK', 'SMALL_ARMS']] as const;
const PARTIES = ['SAF', 'Russian Aerospace Forces', 'Free Syrian Army', 'unknown group'] as const;
const START = Date.UTC(2016, 1, 28);
const MINUTES = 60 * 24 * 50;

/** The n-th report: each somewhere else at another time, every tenth tells of the same event as the one before. `laterDays`: of another season. */
export function numberedReport(n: number, run: string, laterDays = 0): Record<string, unknown> & { clientReportId: string } {
  const event = n % 10 === 9 ? n - 1 : n;
  const [act, weapon] = ACTS[event % ACTS.length]!;
  const from = new Date(START + (((event * 7919) % MINUTES) + laterDays * 24 * 60) * 60_000);
  return {
    clientReportId: `${run}-${n}`,
    kind: 'VIOLATION',
    language: 'en',
    narrative: `Report ${n}: shelling was heard and smoke was seen over the houses near the road; people say that ${event % 7} rounds fell within some minutes.`,
    occurred: { from: from.toISOString(), precision: 'HOUR' },
    place: { lat: 32.8 + ((event * 104_729) % 4_000) / 1_000, lon: 36 + ((event * 1_299_709) % 5_000) / 1_000, radiusM: 500 },
    act,
    weapon,
    target: 'CIVILIAN_AREA',
    allegedPerpetrator: PARTIES[event % PARTIES.length],
    observation: 'SAW',
    casualties: { killed: event % 3, wounded: event % 5 },
    evidence: n % 4 === 0 ? [{ sha256: n.toString(16).padStart(64, '0'), mediaType: 'video/mp4' }] : [],
  };
}
