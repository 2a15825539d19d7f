// corroboration.ts - how many sources say so independently of each other?

/** One report, seen only as a voice: who stands behind it and which recordings it carries. */
export interface Statement {
  reportId: string;
  /** The organisation behind the account: two accounts of one organisation are one source. */
  sourceId: string;
  /** The party whose source this is; null for monitors and the public. */
  sourceParty: string | null;
  /** SHA-256 of the attached recordings. */
  media: readonly string[];
  /** Reports with the same value repeat one text nearly to the letter. */
  echo?: string;
  /** Of a key that may have been in other hands, and nobody has looked yet. */
  isQuarantined?: boolean;
  /** Brought without an account: nobody stands behind it. */
  isAnonymous?: boolean;
}

export type WhyNotCounted = 'same source' | 'same recording' | 'same words' | 'same party or its umbrella' | 'its key may have been in other hands' | 'nobody stands behind it';

export interface Corroboration {
  independentSources: number;
  /** Of the independent sources, those that are not a party to the conflict. */
  nonBelligerentSources: number;
  counted: { reportId: string; isBelligerent: boolean }[];
  /** `as` is the report that speaks in its stead, when one does. */
  notCounted: { reportId: string; why: WhyNotCounted; as: string | null }[];
}

/**
 * Counts independent sources: different organisations, no shared recording, and no party beside itself or its umbrella.
 * Each source speaks through its report that shares the fewest recordings. Non-belligerents are asked first, then those
 * with the fewest ties to others. Quarantined and anonymous reports are not asked: they neither count nor take independence from others. When many sources pass the same recordings round the count is a lower bound, never too high.
 * @param isOneFamily whether two party codes are the same party, or one is an umbrella of the other
 */
export function corroborate(all: readonly Statement[], isOneFamily: (a: string, b: string) => boolean): Corroboration {
  const statements = all.filter((statement) => !whyNotAsked(statement));
  const shared = sharedRecordings(statements);
  const voices = inOrderOfAsking(onePerSource(statements, shared), shared, isOneFamily);
  const counted: Statement[] = [];
  const notCounted: Corroboration['notCounted'] = [];
  for (const voice of voices) {
    const echo = counted.map((other) => ({ other, why: dependence(voice, other, isOneFamily) })).find(({ why }) => why);
    if (echo?.why) notCounted.push({ reportId: voice.reportId, why: echo.why, as: echo.other.reportId });
    else counted.push(voice);
  }
  const speaker = new Map(voices.map((voice) => [voice.sourceId, voice.reportId]));
  for (const { reportId, sourceId } of statements) {
    const as = speaker.get(sourceId)!;
    if (as !== reportId) notCounted.push({ reportId, why: 'same source', as });
  }
  for (const statement of all) {
    const why = whyNotAsked(statement);
    if (why) notCounted.push({ reportId: statement.reportId, why, as: null });
  }
  return {
    independentSources: counted.length,
    nonBelligerentSources: counted.filter((voice) => voice.sourceParty === null).length,
    counted: counted.map(({ reportId, sourceParty }) => ({ reportId, isBelligerent: sourceParty !== null })),
    notCounted,
  };
}

function whyNotAsked({ isQuarantined, isAnonymous }: Statement): WhyNotCounted | null {
  if (isAnonymous) return 'nobody stands behind it';
  return isQuarantined ? 'its key may have been in other hands' : null;
}

function inOrderOfAsking(voices: Statement[], shared: ReadonlySet<string>, isOneFamily: (a: string, b: string) => boolean): Statement[] {
  const parties = voices.flatMap(({ sourceParty }) => sourceParty ?? []);
  const asked = voices.map((voice) => ({
    voice,
    isBelligerent: voice.sourceParty !== null,
    ties: shares(voice, shared) + parties.filter((party) => voice.sourceParty !== null && isOneFamily(party, voice.sourceParty)).length,
  }));
  return asked.sort((a, b) => Number(a.isBelligerent) - Number(b.isBelligerent) || a.ties - b.ties).map(({ voice }) => voice);
}

function dependence(a: Statement, b: Statement, isOneFamily: (a: string, b: string) => boolean): WhyNotCounted | null {
  if (a.media.some((hash) => b.media.includes(hash))) return 'same recording';
  if (a.echo !== undefined && a.echo === b.echo) return 'same words';
  if (a.sourceParty !== null && b.sourceParty !== null && isOneFamily(a.sourceParty, b.sourceParty)) return 'same party or its umbrella';
  return null;
}

/** The recordings that more than one source sent. */
function sharedRecordings(statements: readonly Statement[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  const shared = new Set<string>();
  for (const statement of statements) {
    const { sourceId } = statement;
    for (const hash of marksOf(statement)) {
      const holder = first.get(hash);
      if (holder === undefined) first.set(hash, sourceId);
      else if (holder !== sourceId) shared.add(hash);
    }
  }
  return shared;
}

function onePerSource(statements: readonly Statement[], shared: ReadonlySet<string>): Statement[] {
  const best = new Map<string, Statement>();
  for (const statement of statements) {
    const known = best.get(statement.sourceId);
    if (!known || shares(statement, shared) < shares(known, shared)) best.set(statement.sourceId, statement);
  }
  return [...best.values()];
}

function shares(statement: Statement, shared: ReadonlySet<string>): number {
  return marksOf(statement).filter((hash) => shared.has(hash)).length;
}

/** Recordings, and words that are passed round like one. */
function marksOf({ media, echo }: Statement): readonly string[] {
  return echo === undefined ? media : [...media, `words ${echo}`];
}
