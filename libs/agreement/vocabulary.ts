// vocabulary.ts - the closed lists of words the whole service speaks, as values to validate against and as types.

/** The union of the words in a list. */
export type Word<List extends readonly string[]> = List[number];

/** True when `text` is one of the words of `list`; narrows the type. */
export function isWord<List extends readonly string[]>(list: List, text: unknown): text is Word<List> {
  return typeof text === 'string' && list.includes(text);
}

// What a reporter says.
export const KINDS = ['VIOLATION', 'POTENTIAL_VIOLATION', 'SELF_REPORT'] as const;
export type Kind = Word<typeof KINDS>;

export const MESSAGE_STATUSES = ['ACTUAL', 'EXERCISE', 'TEST'] as const;
export type MessageStatus = Word<typeof MESSAGE_STATUSES>;

export const ACTS = [
  'ATTACK',
  'TERRITORY_ACQUISITION',
  'TERRITORY_ATTEMPT',
  'HUMANITARIAN_OBSTRUCTION',
  'DISPROPORTIONATE_RESPONSE',
  'DETENTION',
  'CROSS_BORDER_FIRE',
  'MONITOR_OBSTRUCTION',
  'UNMAPPED_ALLEGATION',
] as const;
export type Act = Word<typeof ACTS>;

export const WEAPONS = [
  'AIR_STRIKE',
  'BARREL_BOMB',
  'ROCKET',
  'MLRS',
  'ARTILLERY',
  'MORTAR',
  'RECOILLESS',
  'ATGM',
  'TANK',
  'HMG',
  'SMALL_ARMS',
  'IED',
  'INCENDIARY',
  'CHEMICAL',
  'CLUSTER',
  'IMPROVISED_LAUNCHER',
  'NONE',
  'UNKNOWN',
] as const;
export type Weapon = Word<typeof WEAPONS>;

export const HUMANITARIAN_SUBTYPES = ['ACCESS_DENIED', 'ACCESS_DELAYED', 'ITEMS_REMOVED', 'CONVOY_ATTACKED', 'EVACUATION_BLOCKED'] as const;
export type HumanitarianSubtype = Word<typeof HUMANITARIAN_SUBTYPES>;

export const TARGETS = ['ARMED_PARTY', 'CIVILIAN_AREA', 'MEDICAL', 'SCHOOL', 'CONVOY', 'INFRASTRUCTURE', 'UNKNOWN'] as const;
export type Target = Word<typeof TARGETS>;

export const OBSERVATIONS = ['SAW', 'HEARD', 'CAMERA', 'SECONDHAND', 'SENSOR', 'PARTY_STATEMENT'] as const;
export type Observation = Word<typeof OBSERVATIONS>;

export const TIME_PRECISIONS = ['EXACT', 'HOUR', 'PART_OF_DAY', 'DAY', 'WINDOW'] as const;
export type TimePrecision = Word<typeof TIME_PRECISIONS>;

export const PLACE_PRECISIONS = ['EXACT', 'VICINITY', 'LOCALITY', 'SUBDISTRICT', 'DISTRICT', 'GOVERNORATE', 'UNKNOWN'] as const;
export type PlacePrecision = Word<typeof PLACE_PRECISIONS>;

export const LANGUAGES = ['ar', 'ru', 'en'] as const;
export type Language = Word<typeof LANGUAGES>;

// Who and where.
export const SIDES = [
  'GOVERNMENT_AND_ASSOCIATED',
  'ARMED_OPPOSITION',
  'RUSSIAN_AEROSPACE_FORCES',
  'US_LED_COALITION',
  'EXTERNAL_STATE',
  'EXCLUDED',
  'SELF_MANAGEMENT',
  'UNKNOWN',
] as const;
export type PartySide = Word<typeof SIDES>;

export const PARTY_KINDS = ['ARMED_GROUP', 'STATE_FORCE', 'COALITION', 'LOCALITY', 'UMBRELLA', 'EXTERNAL', 'UNKNOWN'] as const;
export type PartyKind = Word<typeof PARTY_KINDS>;

export const CO_CHAIRS = ['US', 'RU'] as const;
export type CoChair = Word<typeof CO_CHAIRS>;

/** Who has to take an incident up with the alleged perpetrator; an unknown side goes to both. */
export const RESPONSIBLE_CO_CHAIRS = ['US', 'RU', 'BOTH'] as const;
export type ResponsibleCoChair = Word<typeof RESPONSIBLE_CO_CHAIRS>;

export const ZONE_TYPES = [
  'PROTECTED_PARTY_AREA',
  'EXCLUDED_GROUP_AREA',
  'MIXED',
  'BESIEGED',
  'HARD_TO_REACH',
  'LOCAL_CALM',
  'DEMILITARISED_CORRIDOR',
  'CROSS_BORDER_STRIP',
  'ADMIN',
  'UNDELINEATED',
] as const;
export type ZoneType = Word<typeof ZONE_TYPES>;

export const OBLIGATION_BINDS = ['GOV', 'OPP', 'ALL'] as const;
export type ObligationBinds = Word<typeof OBLIGATION_BINDS>;

export const HARDNESSES = ['HARD', 'SOFT'] as const;
export type Hardness = Word<typeof HARDNESSES>;

export const ACCEPTANCE_STATUSES = ['IN_TIME', 'LATE', 'WITHDRAWN'] as const;
export type AcceptanceStatus = Word<typeof ACCEPTANCE_STATUSES>;

export const REGIME_STAGES = [
  'PROPOSED',
  'AGREED_IN_PRINCIPLE',
  'ADOPTED',
  'ENDORSED',
  'IN_FORCE',
  'ERODED',
  'RENEWED',
  'LAPSED',
] as const;
export type RegimeStage = Word<typeof REGIME_STAGES>;

// What the service and the reviewers conclude.
export const TEST_OUTCOMES = ['PASS', 'FAIL', 'UNKNOWN'] as const;
export type TestOutcome = Word<typeof TEST_OUTCOMES>;

export const SCOPE_REASONS = [
  'IN_SCOPE',
  'BEFORE_EFFECTIVE',
  'AFTER_LAPSE',
  'NON_PARTY_PERPETRATOR',
  'NON_PARTY_TARGET',
  'EXCLUDED_PERPETRATOR',
  'EXCLUDED_TARGET_AREA',
  'OUT_OF_TERRITORY',
  'EXTERNAL_ACTOR',
  'NO_OBLIGATION',
  'UNDETERMINED_TIME',
  'UNDETERMINED_PARTY',
  'UNDETERMINED_PLACE',
] as const;
export type ScopeReason = Word<typeof SCOPE_REASONS>;

export const FACT_STATUSES = ['PENDING', 'VERIFIED', 'UNVERIFIED', 'REJECTED'] as const;
export type FactStatus = Word<typeof FACT_STATUSES>;

export const ATTRIBUTIONS = ['ATTRIBUTED', 'CONTESTED', 'NOT_ATTRIBUTABLE', 'FALSELY_ATTRIBUTED'] as const;
export type Attribution = Word<typeof ATTRIBUTIONS>;

/** What one co-chair says. NO_RESPONSE is never filed: it is what a passed deadline leaves behind. */
export const VERDICTS = ['VIOLATION', 'NO_VIOLATION', 'UNABLE_TO_RULE', 'RECUSED', 'NO_RESPONSE'] as const;
export type Verdict = Word<typeof VERDICTS>;

export const DETERMINATIONS = [
  'PENDING',
  'JOINT_VIOLATION',
  'JOINT_NO_VIOLATION',
  'JOINT_UNABLE',
  'DISPUTED',
  'SINGLE_SIDED_US',
  'SINGLE_SIDED_RU',
] as const;
export type Determination = Word<typeof DETERMINATIONS>;

export const REPORT_STATES = ['RECEIVED', 'REGISTERED', 'QUARANTINED', 'CLUSTERED', 'LINKED', 'STANDALONE', 'WITHDRAWN'] as const;
export type ReportState = Word<typeof REPORT_STATES>;

/** Merges and splits are events, not states. */
export const INCIDENT_STATES = [
  'OPEN',
  'SCREENED',
  'IN_TRIAGE',
  'INFO_REQUESTED',
  'VERIFYING',
  'AWAITING_OPINIONS',
  'DETERMINED',
  'RESPONDING',
  'REFERRED',
  'CLOSED',
  'REOPENED',
] as const;
export type IncidentState = Word<typeof INCIDENT_STATES>;

export const GRAVITIES = ['MINOR', 'MAJOR', 'GRAVE'] as const;
export type Gravity = Word<typeof GRAVITIES>;

export const EXTENTS = ['SINGLE', 'SUSTAINED', 'MULTI_SITE'] as const;
export type Extent = Word<typeof EXTENTS>;

export const THREATS = ['LOW', 'MODERATE', 'SERIOUS', 'CRITICAL'] as const;
export type Threat = Word<typeof THREATS>;

export const RESPONSE_STEPS = [
  'RELAYED',
  'INFO_REQUESTED',
  'DE_ESCALATION_CALL',
  'JOINT_ASSESSMENT',
  'FORMAL_NOTICE',
  'TASK_FORCE_AGENDA',
  'REFERRED_TO_MINISTERS',
] as const;
export type ResponseStep = Word<typeof RESPONSE_STEPS>;

export const MINISTER_DECISIONS = ['NONE', 'WARNING', 'SUSPENSION', 'EXCLUSION', 'OTHER'] as const;
export type MinisterDecision = Word<typeof MINISTER_DECISIONS>;
