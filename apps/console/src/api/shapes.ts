// shapes.ts - short names for what the API description calls things; no answer is written down by hand.
import type { components, paths } from './schema';

type Schemas = components['schemas'];

export type ListQuery = NonNullable<paths['/v1/incidents']['get']['parameters']['query']>;
export type TriageQuery = NonNullable<paths['/v1/triage']['get']['parameters']['query']>;

export type SubmitReport = Schemas['SubmitReportDto'];
export type FileOpinion = Schemas['FileOpinionDto'];
export type IssueKeyBody = Schemas['IssueKeyDto'];
export type AddPersonBody = Schemas['AddPersonDto'];

export type AddedPerson = Schemas['AddedPerson'];
export type Assessment = Schemas['Assessment'];
export type BulletinCount = Schemas['BulletinCount'];
export type Dossier = Schemas['Dossier'];
export type Evidence = Schemas['Evidence'];
export type Gravity = Schemas['Gravity'];
export type IncidentDetail = Schemas['IncidentDetail'];
export type IncidentKnown = Schemas['IncidentAsKnownAt'];
/** A line of a list. Those of one's own side's queue say when opinions are due and where it stands there. */
export type IncidentItem = Schemas['IncidentItem'] & Partial<Pick<Schemas['QueuedIncident'], 'dueAt' | 'triage'>>;
export type IssuedKey = Schemas['IssuedKey'] & Partial<Pick<Schemas['RotatedKey'], 'oldEndsAt'>>;
export type InformationRequest = Schemas['InformationRequest'];
export type KeyItem = Schemas['KeyItem'];
export type ListedPerson = Schemas['ListedPerson'];
export type ListedRequest = Schemas['ListedRequest'];
export type Me = Schemas['Me'];
export type Names = Schemas['Names'];
export type OpinionView = Schemas['OpinionView'];
export type Lease = Schemas['Lease'];
export type OpenWork = Schemas['OpenWork'];
export type Receipt = Schemas['Receipt'];
export type Referral = Schemas['Referral'];
export type RegisteredWebhook = Schemas['RegisteredWebhook'];
export type ReportStory = Schemas['FiledReportStory'];
export type Restructuring = Schemas['RestructuringView'];
export type Role = Schemas['Role'];
export type SelfDefenceClaim = IncidentDetail['selfDefenceClaims'][number];
export type SetTriage = Schemas['SetTriageDto'];
export type Suggestion = Schemas['SuggestionView'];
export type WebhookView = Schemas['WebhookView'];
export type ZoneAnswer = Schemas['ZoneRelation'];
/** `codes` of a rehearsal only. */
export type ZoneImport = Schemas['ImportedZones'] & Partial<Pick<Schemas['RehearsedZones'], 'codes'>>;
export type ZoneItem = Schemas['ZoneListItem'];
/** The client's library reads a pair as numbers. */
export type ZoneOutline = Omit<Schemas['ZoneDetail'], 'geometry'> & { geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon };

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** A co-chair. */
export type Side = NonNullable<Me['side']>;
export type Issuer = Schemas['SessionState']['issuers'][number];
