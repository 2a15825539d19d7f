// agreement.ts - who is bound, since when, by what: pure answers from the reference rows of one moment, each with its rows.
import { partyName } from './party-name';
import type { Policy } from './policy';
import { dateOf, rowName, type ReferenceRow } from './reference-row';
import type { Act, AcceptanceStatus, CoChair, Hardness, ObligationBinds, PartyKind, RegimeStage, ResponsibleCoChair, PartySide } from './vocabulary';

export interface Regime {
  /** The reference row. */
  id: string;
  code: string;
  /** In force from this instant, which is part of it, ... */
  inForceFrom: Date;
  /** ... until this one, which is not; null while it has not lapsed. */
  inForceTo: Date | null;
  /** Administrative codes; everything whose code begins with one of them is territory. */
  territory: readonly string[];
  timeZone: string;
  /** The last instant at which an acceptance is in time. */
  acceptanceDeadline: Date | null;
  life: readonly { stage: RegimeStage; at: Date }[];
}

/** What something is called, by language. */
export interface Names {
  en?: string;
  ar?: string;
  ru?: string;
}

export interface Party {
  code: string;
  names: Names;
  side: PartySide;
  kind: PartyKind;
  /** The umbrella it stands under. */
  parent: string | null;
  members: readonly string[];
  rows: readonly string[];
}

export interface ResolvedParty extends Party {
  /** 1 for a code or a name, less for another spelling or a hedged statement. */
  confidence: number;
}

/** `null` when the reference data cannot tell. */
export interface BoundAnswer {
  bound: boolean | null;
  why: string;
  rows: readonly string[];
}

export interface ExcludedAnswer {
  excluded: boolean;
  why: string;
  rows: readonly string[];
}

export interface Obligation {
  code: string;
  binds: ObligationBinds;
  hardness: Hardness;
  acts: readonly Act[];
  rows: readonly string[];
}

/** The agreement as it was known at one moment. Immutable. */
export interface Agreement {
  /** Changes with every reference row. */
  readonly version: string;
  /** In order of their start. */
  readonly regimes: readonly Regime[];
  readonly parties: readonly Party[];
  readonly obligations: readonly Obligation[];
  readonly policy: Policy;
  /** The current rows of one collection (`parties`, `regime/milestones`, ...), as the data says them. */
  collection(name: string): readonly ReferenceRow[];
  /** What a file says beside its lists (the support group in `co-chairs`); empty when it says nothing. */
  about(name: string): Readonly<Record<string, unknown>>;
  /** The party a code or a name in any language stands for; null when nobody, or more than one, is known by it. */
  resolveParty(text: string): ResolvedParty | null;
  party(code: string): Party | null;
  /** Whether the party had accepted, and its acceptance had taken effect. Whether a regime was in force is another question. */
  isBoundAt(partyCode: string, at: Date): BoundAnswer;
  /** Only a designation by the UN Security Council excludes. */
  isExcludedAt(partyCode: string, at: Date): ExcludedAnswer;
  regimeAt(at: Date): Regime | null;
  obligationFor(act: Act): Obligation | null;
  /** Who takes a matter up with a side; both when neither alone answers for it. */
  responsibleCoChair(side: PartySide): ResponsibleCoChair;
  /** The co-chair whose own forces these are. */
  ownForcesOf(partyCode: string): CoChair | null;
  /** One party, or one of them an umbrella of the other, however many umbrellas lie between. */
  isOneFamily(a: string, b: string): boolean;
}

interface Acceptance {
  row: string;
  party: string;
  members: readonly string[];
  receivedBy: CoChair;
  receivedAt: Date | null;
  attestedAt: Date | null;
  withdrawnAt: Date | null;
  status: AcceptanceStatus;
  /** A party or a side that has to have confirmed as well. */
  conditionalOn: string | null;
}

interface Designation {
  row: string;
  party: string;
  authority: string;
  from: Date | null;
  to: Date | null;
}

/** The only authority whose designations exclude (Annex). */
const EXCLUDING_AUTHORITY = 'UNSC';

/** Nothing was known yet, or nothing was loaded. */
export class AgreementMissing extends Error {}

/**
 * @param rows the current rows of one moment, as `checkReference` accepted them
 * @throws AgreementMissing when there is no regime or no policy among them
 */
export function agreementOf(rows: readonly ReferenceRow[], version: string): Agreement {
  const of = (collection: string) => rows.filter((row) => row.collection === collection && row.code !== 'about');
  const regimes = of('regime').map(regimeOf).sort((a, b) => a.inForceFrom.getTime() - b.inForceFrom.getTime());
  const policy = of('policy')[0]?.content as Policy | undefined;
  if (regimes.length === 0 || !policy) throw new AgreementMissing('The agreement is not loaded: there is no regime or no policy among the reference rows.');
  const parties = of('parties').map(partyOf);
  const byCode = new Map(parties.map((party) => [party.code, party]));
  const statuses = new Map(of('parties').map(({ code, content }) => [code, content.status]));
  const bySpelling = spellings(of('parties'), of('designations'));
  const acceptances = of('acceptances').map(acceptanceOf);
  const designations = of('designations').map(designationOf);
  const obligations = of('obligations').map(obligationOf);
  const coChairs = of('co-chairs').map(coChairOf);
  const decisions = of('minister-decisions');
  const deadline = regimes[0]!.acceptanceDeadline;

  return {
    version, regimes, parties, obligations, policy,
    collection: of,
    about: (name) => rows.find(({ collection, code }) => collection === name && code === 'about')?.content ?? {},
    resolveParty, isBoundAt, isExcludedAt, isOneFamily,
    party: (code) => byCode.get(code) ?? null,
    regimeAt: (at) => regimes.findLast(({ inForceFrom, inForceTo }) => at >= inForceFrom && (!inForceTo || at < inForceTo)) ?? null,
    obligationFor: (act) => obligations.find(({ acts }) => acts.includes(act)) ?? null,
    responsibleCoChair: (side) => coChairs.find(({ responsibleFor }) => responsibleFor.includes(side))?.code ?? 'BOTH',
    ownForcesOf: (code) => coChairs.find(({ ownForces }) => ownForces.includes(code))?.code ?? null,
  };

  function resolveParty(text: string): ResolvedParty | null {
    const exact = byCode.get(text.trim()) ?? byCode.get(text.trim().toUpperCase());
    if (exact) return { ...exact, confidence: 1 };
    const { key, isHedged } = partyName(text);
    const found = bySpelling.get(key);
    const party = found && found.length === 1 ? byCode.get(found[0]!.code) : undefined;
    if (!party) return null;
    return { ...party, confidence: (found![0]!.isName ? 1 : 0.95) - (isHedged ? 0.2 : 0) };
  }

  function isBoundAt(code: string, at: Date): BoundAnswer {
    const party = byCode.get(code);
    if (!party) return { bound: null, why: 'not known as a party', rows: [] };
    if (party.kind === 'UMBRELLA') {
      return { bound: null, why: 'an umbrella binds only its listed members; which of them acted is not said', rows: party.rows };
    }
    const ended = decisions.find(({ content, validFrom, validTo }) => content.party === code && validFrom !== null && at >= validFrom && (!validTo || at < validTo));
    if (ended) return { bound: false, why: `the Ministers decided its ${String(ended.content.decision).toLowerCase()} from ${iso(ended.validFrom!)}`, rows: [rowName(ended)] };
    const answers = acceptances.filter((row) => row.party === code || row.members.includes(code)).map((row) => answer(row, at));
    const best = [true, null, false].flatMap((bound) => answers.filter((each) => each.bound === bound))[0];
    if (best) return best;
    if (statuses.get(code) === 'NOT_KNOWN' || party.kind === 'UNKNOWN') return { bound: null, why: 'whether it accepted is not known', rows: party.rows };
    return { bound: false, why: 'no acceptance is recorded', rows: party.rows };
  }

  function answer(acceptance: Acceptance, at: Date): BoundAnswer {
    const { row, receivedAt, receivedBy, conditionalOn } = acceptance;
    const effective = effectFrom(acceptance, deadline, policy!);
    if (acceptance.withdrawnAt && at >= acceptance.withdrawnAt) return { bound: false, why: `its acceptance was withdrawn on ${iso(acceptance.withdrawnAt)}`, rows: [row] };
    if (!receivedAt) return { bound: null, why: 'when it accepted is not recorded', rows: [row] };
    if (!effective) return { bound: null, why: 'it accepted late, and when the other co-chair was told is not recorded', rows: [row] };
    if (at < effective) return { bound: false, why: `its acceptance took effect only on ${iso(effective)}`, rows: [row] };
    const condition = conditionalOn ? hasConfirmed(conditionalOn, at) : null;
    const rows = [row, ...(condition?.rows ?? [])];
    if (condition && condition.bound !== true) return { bound: condition.bound, why: `it accepted on condition that ${conditionalOn} confirmed: ${condition.why}`, rows };
    return { bound: true, why: `accepted to ${receivedBy} on ${iso(receivedAt)}`, rows };
  }

  /** A side has confirmed when one of its parties has, unconditionally. */
  function hasConfirmed(partyOrSide: string, at: Date): BoundAnswer {
    const own = acceptances.filter((each) => !each.conditionalOn && (each.party === partyOrSide || byCode.get(each.party)?.side === partyOrSide));
    const answers = own.map((each) => answer(each, at));
    return answers.find(({ bound }) => bound === true) ?? answers.find(({ bound }) => bound === null) ?? { bound: false, why: 'it had not', rows: [] };
  }

  function isExcludedAt(code: string, at: Date): ExcludedAnswer {
    const own = designations.filter(({ party }) => party === code);
    const inEffect = own.find(({ authority, from, to }) => authority === EXCLUDING_AUTHORITY && (!from || at >= from) && (!to || at < to));
    if (inEffect) return { excluded: true, why: `designated by the UN Security Council${inEffect.from ? ` since ${iso(inEffect.from)}` : ''}`, rows: [inEffect.row] };
    const others = own.filter(({ authority }) => authority !== EXCLUDING_AUTHORITY);
    const why = others.length > 0 ? `designated only by ${[...new Set(others.map(({ authority }) => authority))].sort().join(', ')}, which excludes nobody` : 'not designated at that time';
    return { excluded: false, why, rows: own.map(({ row }) => row) };
  }

  function isOneFamily(a: string, b: string): boolean {
    return a === b || umbrellasOf(a).has(b) || umbrellasOf(b).has(a);
  }

  function umbrellasOf(code: string): Set<string> {
    const found = new Set<string>();
    const open = [code];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const above = parties.filter((party) => party.members.includes(next) || party.code === byCode.get(next)?.parent);
      for (const party of above) {
        if (found.has(party.code)) continue;
        found.add(party.code);
        open.push(party.code);
      }
    }
    return found;
  }
}

/** In time: from its receipt. Late: from the moment the policy names, never earlier. */
function effectFrom({ status, receivedAt, attestedAt }: Acceptance, deadline: Date | null, policy: Policy): Date | null {
  const isLate = status === 'LATE' || (deadline !== null && receivedAt !== null && receivedAt > deadline);
  return isLate && policy.acceptance.lateProtectionFrom === 'ATTESTATION' ? attestedAt : receivedAt;
}

function iso(instant: Date): string {
  return instant.toISOString().replace('.000Z', 'Z');
}

// Rows into values: `checkReference` has looked at them, so these only read. -------------------------------------------

type Spelling = { code: string; isName: boolean };

/** Every spelling of every party, the names a designation lists included; what two parties share stands for neither. */
function spellings(parties: readonly ReferenceRow[], designations: readonly ReferenceRow[]): Map<string, Spelling[]> {
  const found = new Map<string, Spelling[]>();
  const add = (text: string, code: string, isName: boolean) => {
    const { key } = partyName(text);
    const known = found.get(key) ?? [];
    if (key && !known.some((each) => each.code === code)) found.set(key, [...known, { code, isName }]);
  };
  for (const { code, content } of parties) for (const name of Object.values(content.names as Record<string, string>)) add(name, code, true);
  for (const { code, content } of parties) for (const alias of strings(content.aliases)) add(alias, code, false);
  for (const { content } of designations) {
    for (const { name } of (content.names as { name: string }[] | undefined) ?? []) add(name, String(content.party), false);
  }
  return found;
}

function regimeOf(row: ReferenceRow): Regime {
  const { content } = row;
  const life = (content.life as { state: RegimeStage; at: string }[]).map(({ state, at }) => ({ stage: state, at: instant(at)! }));
  return {
    id: rowName(row),
    code: row.code,
    inForceFrom: life.find(({ stage }) => stage === 'IN_FORCE')!.at,
    inForceTo: life.find(({ stage }) => stage === 'LAPSED')?.at ?? null,
    territory: typeof content.territory === 'string' ? [content.territory] : strings(content.territory),
    timeZone: String(content.timeZone),
    acceptanceDeadline: instant(content.acceptanceDeadline),
    life,
  };
}

function partyOf(row: ReferenceRow): Party {
  const { names, side, kind, parent, members } = row.content as unknown as Party;
  return { code: row.code, names, side, kind, parent: parent ?? null, members: strings(members), rows: [rowName(row)] };
}

function acceptanceOf(row: ReferenceRow): Acceptance {
  const { party, members, receivedBy, receivedAt, attestedAt, withdrawnAt, status, conditionalOn } = row.content;
  return {
    row: rowName(row),
    party: String(party),
    members: strings(members),
    receivedBy: receivedBy as CoChair,
    receivedAt: instant(receivedAt),
    attestedAt: instant(attestedAt),
    withdrawnAt: instant(withdrawnAt),
    status: status as AcceptanceStatus,
    conditionalOn: typeof conditionalOn === 'string' ? conditionalOn : null,
  };
}

function designationOf(row: ReferenceRow): Designation {
  const { party, authority } = row.content;
  return { row: rowName(row), party: String(party), authority: String(authority), from: row.validFrom, to: row.validTo };
}

function obligationOf(row: ReferenceRow): Obligation {
  const { binds, hardness, acts } = row.content as unknown as Obligation;
  return { code: row.code, binds, hardness, acts, rows: [rowName(row)] };
}

function coChairOf({ code, content }: ReferenceRow) {
  return { code: code as CoChair, responsibleFor: strings(content.responsibleFor), ownForces: strings(content.ownForces) };
}

function instant(stated: unknown): Date | null {
  const date = dateOf(stated);
  return date === 'bad' ? null : date;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
