// incident-view.ts - the shapes in which an incident leaves the service.
import type { CoChair } from '@hotline/agreement';
import type { StoredAssessment, StoredVerification, ZoneAnswer } from '@hotline/assessment';
import type { Episode, FloodView, LinkView, SuggestionView } from '@hotline/linkage';
import type { StoredLine } from './docket.repository';
import type { PartyClaims, StoredClaim, StoredClosure, StoredRequest, StoredStep } from './hearing.repository';
import type { HistoryEntry } from './history';
import type { IncidentReport } from './incident-reports.repository';
import type { StandingDetermination, StoredOpinion } from './opinions.repository';
import type { RequestState } from './request-state';
import type { Revealed, Sealed } from './reveal';
import type { Round } from './rounds.repository';
import type { Lease, TriageLine, TriageStanding } from './triage.repository';

export type IncidentItem = Omit<StoredLine, 'seq' | 'assessmentId' | 'parties' | 'interested'>;

/** A report under a label made for whoever looks; auditors check hashes and are shown no words, reviewers read and are shown no hash. */
export interface ReportOfIncident extends Omit<IncidentReport, 'sourceId'> {
  /** The same as `reportId`. */
  id: string;
  source: string;
}

export type ReadableOpinion = Revealed<StoredOpinion>;
export type OpinionView = ReadableOpinion | Sealed;
export type InformationRequest = Omit<StoredRequest, 'seq'> & { state: RequestState };
/** In a list. `selfDefence` is told to the liaison of the party that is asked, and null to all others. */
export type ListedRequest = InformationRequest & { selfDefence: PartyClaims | null };
/** Without the incident: it is the one that is shown. */
export type LinkOfIncident = Omit<LinkView, 'incidentId'>;
export type FloodOfIncident = Omit<FloodView, 'incidentId'>;
export type EarlierAssessment = Pick<StoredAssessment, 'id' | 'madeAt' | 'scope' | 'scopeWhy' | 'factStatus' | 'factStatusWhy' | 'policyVersion'>;
export type OpinionRound = Pick<Round, 'number' | 'why' | 'openedAt' | 'dueAt' | 'isRevealed'>;

export interface IncidentDetail extends IncidentItem {
  interested: CoChair[];
  /** Is somebody of each side reading it now? */
  inReview: Record<CoChair, boolean>;
  /** Of one's own side. */
  lease: Lease | null;
  /** Of one's own side: the threat as it sees it, and who is to read it. Null for others, and before it was offered. */
  standing: TriageStanding | null;
  gravityWhy: string | null;
  zoneAnswers: ZoneAnswer[];
  reports: ReportOfIncident[];
  links: LinkOfIncident[];
  suggestions: SuggestionView[];
  episodes: Episode[];
  floods: FloodOfIncident[];
  assessment: StoredAssessment | null;
  earlierAssessments: EarlierAssessment[];
  verifications: StoredVerification[];
  /** The newest; null before the incident was offered. */
  opinionRound: OpinionRound | null;
  opinions: OpinionView[];
  staleOpinions: OpinionView[];
  determinationWhy: StandingDetermination | null;
  informationRequests: InformationRequest[];
  selfDefenceClaims: StoredClaim[];
  steps: StoredStep[];
  closures: StoredClosure[];
  history: HistoryEntry[];
}

/** One's own side's opinion as filed, and the determination as it now stands. */
export interface FiledOpinion extends ReadableOpinion {
  determination: StoredLine['determination'];
}

export interface DecidedVerification extends Pick<StoredVerification, 'id' | 'coChair' | 'decision' | 'reason' | 'decidedAt'> {
  incident: IncidentItem;
}

/** A line of one side's queue, and where it stands there. */
export interface QueuedIncident extends IncidentItem {
  /** When this round's opinions are due. */
  dueAt: Date | null;
  triage: QueuePlace;
}

export interface QueuePlace extends Pick<TriageLine, 'status' | 'urgency' | 'why' | 'waitingSince' | 'threat' | 'lease'> {
  assignee: { id: string; label: string | null } | null;
  /** All that is told of the other side. */
  otherSide: 'IN_REVIEW' | null;
}

/** What had been linked, assessed and recorded by an instant. Opinions are not part of it: what is sealed now was sealed then. */
export interface IncidentAsKnownAt {
  id: string;
  asKnownAt: Date;
  scope: StoredAssessment['scope'] | null;
  scopeWhy: string | null;
  factStatus: StoredAssessment['factStatus'] | null;
  responsibleCoChair: StoredAssessment['responsibleCoChair'] | null;
  interested: CoChair[];
  perpetrators: string[];
  victims: string[];
  reportCount: number;
  links: LinkOfIncident[];
  episodes: Episode[];
  zoneAnswers: ZoneAnswer[];
  assessment: StoredAssessment | null;
  earlierAssessments: EarlierAssessment[];
  history: HistoryEntry[];
}

/** A line of a list: what any of the three roles may read. */
export function itemOf({ seq: _seq, assessmentId: _assessmentId, parties: _parties, interested: _interested, ...item }: StoredLine): IncidentItem {
  return item;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id that cannot exist is treated like one that does not. */
export function isIncidentId(text: string): boolean {
  return UUID.test(text);
}
