// shapes.ts - what the service answers, as far as the console reads it. Requests are typed by schema.ts, from the API description.
// A field that a younger service adds is optional here: the section that shows it is hidden when it is absent.
import type { components, paths } from './schema';

export type SubmitReport = components['schemas']['SubmitReportDto'];
export type FileOpinion = components['schemas']['FileOpinionDto'];
export type ListQuery = NonNullable<paths['/v1/incidents']['get']['parameters']['query']>;
export type TriageQuery = NonNullable<paths['/v1/triage']['get']['parameters']['query']>;
export type IssueKeyBody = components['schemas']['IssueKeyDto'];
export type Verdict = FileOpinion['verdict'] | 'NO_RESPONSE';
export type Gravity = 'MINOR' | 'MAJOR' | 'GRAVE';
export type Outcome = 'PASS' | 'FAIL' | 'UNKNOWN';
export type Side = 'US' | 'RU';
export type Role = 'monitor' | 'reviewer' | 'secretariat' | 'auditor' | 'liaison' | 'delineation' | 'admin';
export type Names = Partial<Record<'en' | 'ar' | 'ru', string>>;

export type Issuer = Side | 'OSE';

export interface Enrolled {
  login: string;
  /** What an authenticator takes in, as a QR code or by hand. */
  otpauthUri: string;
}

export interface Me {
  role: Role;
  side: Side | null;
  label: string;
  partyCode: string | null;
  /** The address of map tiles, where this installation has some. */
  tiles?: string | null;
  agreement: {
    code: string | null;
    timeZone: string;
    inForceFrom: string | null;
    inForceTo: string | null;
    policyVersion: string;
    opinionHours: number;
    parties: { code: string; names: Names; side: string }[];
  };
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface IncidentItem {
  id: string;
  revision: number;
  messageStatus: string;
  state: string;
  factStatus: string;
  scope: string;
  ihlConcern: boolean;
  act: string | null;
  weapon: string | null;
  target: string | null;
  from: string;
  to: string;
  lat: number | null;
  lon: number | null;
  radiusM: number | null;
  pcode: string | null;
  zones: string[];
  perpetrators: string[];
  victims: string[];
  killed: number | null;
  wounded: number | null;
  reportCount: number;
  sourceCount: number;
  responsibleCoChair: Side | 'BOTH';
  determination: string;
  gravity: Gravity;
  absorbedInto: string | null;
  openedAt: string;
  offeredAt: string | null;
  changedAt: string;
  /** When both opinions are due, where the service says so. */
  dueAt?: string | null;
  /** Where it stands in one's own side's queue; only lists of that queue say so. */
  triage?: TriagePlace;
}

export interface Lease {
  by: string;
  label: string;
  until: string;
}

export interface TriagePlace {
  status: 'AWAITING' | 'FILED' | 'DONE';
  urgency: number;
  why: string;
  waitingSince: string;
  threat: string | null;
  assignee: { id: string; label: string } | null;
  lease: Lease | null;
  otherSide: 'IN_REVIEW' | null;
}

export interface ZoneAnswer {
  code: string;
  type: string;
  level: number | null;
  source: string;
  relation: 'inside' | 'border' | 'nearest';
  during?: string;
  distanceM: number | null;
  approximate: boolean;
  zoneVersionId: string;
}

export interface ReportView {
  id: string;
  reportId: string;
  source: string;
  sourceKind: string;
  kind: string;
  language: string | null;
  narrative: string | null;
  contentSha256: string;
  why: string;
  act: string | null;
  weapon: string | null;
  target: string | null;
  allegedPerpetrator: string | null;
  allegedVictim: string | null;
  killed: number | null;
  wounded: number | null;
  observation: string | null;
  evidence: { sha256: string; mediaType?: string }[];
  occurred: { from: string; to: string; precision: string | null; flag: string | null };
  place: { stated: string | null; how: string; confidence: number; lat: number | null; lon: number | null; radiusM: number | null; pcode: string | null; zones: ZoneAnswer[] } | null;
}

export interface Evidence {
  bits: number;
  level: string;
  compared: string;
  comparator: string;
}

export interface LinkView {
  reportId: string;
  bits: number;
  why: string;
  evidence: Evidence[];
  runnersUp: unknown[];
  modelVersion: string;
  decidedBy: string;
  linkedAt: string;
}

export interface Suggestion {
  id?: string;
  reportId?: string;
  incidentId?: string;
  bits?: number;
  why?: string;
  evidence?: Evidence[];
  [field: string]: unknown;
}

export interface Assessment {
  madeAt: string;
  policyVersion: string;
  tests: Record<'when' | 'who' | 'where' | 'what' | 'why', { outcome: Outcome; reason: string; rows: string[]; scope: string | null }>;
  scope: string;
  scopeWhy: string;
  factStatus: string;
  factStatusWhy: string;
  gravityWhy: string;
  /** Where the fire came from, where a report says so; where it struck is the incident's own place. */
  origin?: { lies: 'inside' | 'outside' | 'open'; why: string; radiusM: number | null; pcode: string | null; zones: ZoneAnswer[] } | null;
  corroboration: { independentSources: number; nonBelligerentSources: number; counted: { reportId: string; isBelligerent: boolean }[]; notCounted: { reportId: string; as: string | null; why: string }[] };
}

export interface OpinionView {
  coChair: Side;
  /** `FILED` says that there is one and nothing more; `SEALED` is one's own, not yet open to the other side. */
  status: 'FILED' | 'SEALED' | 'REVEALED';
  verdict?: Verdict;
  reasons?: string | null;
  attribution?: string | null;
  confidence?: number | null;
  gravity?: string | null;
  extent?: string | null;
  threat?: string | null;
  interested?: boolean;
  filedAt?: string | null;
}

export interface InformationRequest {
  id: string;
  askedBy: string;
  party: string | null;
  reportId: string | null;
  question: string;
  askedAt: string;
  dueAt: string;
  replies: { kind: 'REPLY' | 'SILENCE'; text: string | null; isLate: boolean; at: string }[];
}

/** A decision of a person about what belongs together. */
export interface Restructuring {
  id: string;
  kind: 'merge' | 'split' | 'move' | 'not-same' | 'confirm';
  from: string;
  to: string;
  reports: string[];
  reason: string;
  coChair: string;
  madeAt: string;
  undoneAt: string | null;
}

export interface HistoryLine {
  id: string;
  /** Its leaf in the log; null while it has none. */
  logIndex?: number | null;
  type: string;
  at: string;
  reportId: string | null;
  details: Record<string, unknown>;
}

export interface Episode {
  id: string;
  name: string;
  openedAt: string;
  incidents: string[];
}

export interface IncidentDetail extends IncidentItem {
  episodes?: Episode[];
  interested: Side[];
  gravityWhy: string;
  zoneAnswers: ZoneAnswer[];
  reports: ReportView[];
  links: LinkView[];
  suggestions: Suggestion[];
  assessment: Assessment | null;
  earlierAssessments: { id: string; madeAt: string; scope: string; scopeWhy: string; factStatus: string; factStatusWhy: string; policyVersion: string }[];
  verifications: { decision: string; reason: string; at?: string; side?: string }[];
  opinions: OpinionView[];
  determinationWhy: string | { outcome: string; why: string } | null;
  staleOpinions?: OpinionView[];
  /** The round of opinions that is open, where the service keeps rounds. */
  opinionRound?: { number: number; why: string; openedAt: string; dueAt: string; isRevealed: boolean } | null;
  /** Who of each side is reading it, and the lease of one's own side. */
  inReview?: Record<Side, boolean>;
  lease?: Lease | null;
  informationRequests?: InformationRequest[];
  selfDefenceClaims?: { id: string; claimedFor: string; threat: string; judgement: string; claimedAt: string }[];
  steps?: { id: string; code?: string; step?: string; by: string; authority: string; note: string | null; at: string; isWaived?: boolean }[];
  history: HistoryLine[];
}

export interface ZoneItem {
  id: string;
  code: string;
  type: string;
  source: string;
  level: number | null;
  pcode: string | null;
  parentPcode: string | null;
  names: Names;
  approximate: boolean;
  validFrom: string | null;
  validTo: string | null;
  recordedAt: string;
}

export interface ZoneOutline extends ZoneItem {
  geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon;
}

export interface Receipt {
  reportId: string;
  receipt: string;
  receivedAt: string;
  contentSha256: string;
}

export interface Story {
  reportId: string;
  receivedAt: string;
  contentSha256: string;
  state: string;
  clarifications: string[];
  placedAt: string | null;
  scope: string | null;
  factStatus: string | null;
  events: { at: string; what: string }[];
}

export interface WorkView {
  topics: { topic: string; open: number; quarantined: number; oldestSeconds: number }[];
  quarantined: { topic: string; subjectId: string; [field: string]: unknown }[];
}

export interface KeyItem {
  kid: string;
  accountId: string;
  label: string;
  role: Role;
  organisation: string;
  scopes: string[];
  issuedAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  suspectSince: string | null;
  rotatedFrom: string | null;
  state: 'ACTIVE' | 'EXPIRED' | 'REVOKED';
}

/** The one answer in which a key is ever shown. */
export interface IssuedKey {
  kid: string;
  key: string;
  oldEndsAt?: string;
}

export interface ZoneImport {
  added: number;
  superseded: number;
  unchanged: number;
  /** Of a rehearsal only. */
  codes?: Record<'added' | 'superseded' | 'unchanged', string[]>;
}

export interface Dossier {
  id: string;
  party: string;
  openedAt: string;
  policyVersion: string;
  why: string;
  incidents: string[];
}

/** A party's record as it stands now. */
export interface DossierNow {
  isPersistent: boolean;
  why: string;
  incidents: { incidentId: string; from: string; determination: string; gravity: Gravity }[];
  listedApart: { incidentId: string; why: string }[];
  missingSteps: string[];
}

export interface Referral {
  id: string;
  party: string;
  incidents: string[];
  proposedBy: Side;
  proposedAt: string;
  concurrences: { side: Side; concurs: boolean; reason: string; at: string }[];
  decision: { decision: string; decidedAt: string; until: string | null; authority: string } | null;
  state: 'PROPOSED' | 'DECLINED' | 'REFERRED' | 'DECIDED';
}

export interface BulletinCount {
  /** Null: the place is not known well enough. */
  pcode: string | null;
  name: string;
  count: number;
}

export interface Bulletin {
  date: string;
  timeZone: string;
  from: string;
  to: string;
  checkpoint: { origin: string; size: number; root: string };
  /** Every number under the name of the rule that counted it. */
  sections: Record<string, { says: string; total: number; byGovernorate: BulletinCount[] }>;
  breaches: { says: string; combat: number; arrests: number; lines: { perpetrators: string; governorate: string | null; combat: number; arrests: number }[] };
  rulings: Record<'ruledViolation' | 'ruledNoViolation' | 'unableToRule' | 'disputed' | 'oneSideOnly' | 'pending', number>;
  violationsFoundBy: Record<Side, number>;
}

/** `GET /v1/triage/counts`. */
export interface TriageCounts {
  side: Side;
  counts: { status: 'AWAITING' | 'FILED' | 'DONE'; gravity: string; assigned: boolean; count: number }[];
}
