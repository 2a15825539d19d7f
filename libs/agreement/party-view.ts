// party-view.ts - everything the agreement says of one party at an instant, with the reasons and the rows they rest on.
import type { Agreement, BoundAnswer, ExcludedAnswer, Party } from './agreement';
import { dateOf, rowName, type ReferenceRow } from './reference-row';
import type { AcceptanceStatus, CoChair, ResponsibleCoChair } from './vocabulary';

export interface AcceptanceView {
  id: string;
  party: string;
  receivedBy: CoChair;
  receivedAt: Date | null;
  /** When the receiving co-chair told the other. */
  attestedAt: Date | null;
  channel: string | null;
  status: AcceptanceStatus;
  conditionalOn: string | null;
  withdrawnAt: Date | null;
  /** The members it lists: an umbrella binds nobody else. */
  members: string[];
  source: string;
  row: string;
}

export interface PartyView extends Omit<Party, 'rows'> {
  id: string;
  aliases: unknown;
  umbrellas: string[];
  bound: BoundAnswer;
  excluded: ExcludedAnswer;
  responsibleCoChair: ResponsibleCoChair;
  ownForcesOf: CoChair | null;
  acceptances: AcceptanceView[];
  designations: { authority: string; from: Date | null; to: Date | null; excludes: boolean; names: unknown; source: string; row: string }[];
}

export function partyView(agreement: Agreement, party: Party, at: Date): PartyView {
  const { rows: _, ...said } = party;
  const row = agreement.collection('parties').find(({ code }) => code === party.code);
  return {
    id: party.code,
    ...said,
    aliases: row?.content.aliases ?? [],
    umbrellas: agreement.parties.filter(({ code, members }) => members.includes(party.code) || code === party.parent).map(({ code }) => code),
    bound: agreement.isBoundAt(party.code, at),
    excluded: agreement.isExcludedAt(party.code, at),
    responsibleCoChair: agreement.responsibleCoChair(party.side),
    ownForcesOf: agreement.ownForcesOf(party.code),
    acceptances: acceptancesOf(agreement, party.code),
    designations: designationsOf(agreement, party.code),
  };
}

/** Its own acceptances and those of umbrellas that list it. */
export function acceptancesOf(agreement: Agreement, partyCode: string | null = null): AcceptanceView[] {
  const deadline = agreement.regimes[0]?.acceptanceDeadline ?? null;
  const all = agreement.collection('acceptances').map((row) => acceptanceView(row, deadline));
  return partyCode === null ? all : all.filter(({ party, members }) => party === partyCode || members.includes(partyCode));
}

function acceptanceView(row: ReferenceRow, deadline: Date | null): AcceptanceView {
  const { party, receivedBy, channel, conditionalOn, members } = row.content;
  const [receivedAt, withdrawnAt] = [instant(row.content.receivedAt), instant(row.content.withdrawnAt)];
  const isLate = row.content.status === 'LATE' || (deadline !== null && receivedAt !== null && receivedAt > deadline);
  return {
    id: row.code,
    party: String(party),
    receivedBy: receivedBy as CoChair,
    receivedAt,
    attestedAt: instant(row.content.attestedAt),
    channel: typeof channel === 'string' ? channel : null,
    status: withdrawnAt ? 'WITHDRAWN' : isLate ? 'LATE' : 'IN_TIME',
    conditionalOn: typeof conditionalOn === 'string' ? conditionalOn : null,
    withdrawnAt,
    members: Array.isArray(members) ? members.map(String) : [],
    source: row.source,
    row: rowName(row),
  };
}

/** Whoever designates is told; only the UN Security Council excludes. */
function designationsOf(agreement: Agreement, code: string): PartyView['designations'] {
  const own = agreement.collection('designations').filter(({ content }) => content.party === code);
  return own.map((row) => {
    const { authority, names } = row.content;
    return { authority: String(authority), from: row.validFrom, to: row.validTo, excludes: authority === 'UNSC', names: names ?? [], source: row.source, row: rowName(row) };
  });
}

function instant(stated: unknown): Date | null {
  const date = dateOf(stated);
  return date === 'bad' ? null : date;
}
