// sighting.ts - one report as linkage sees it: what was said, how surely, and nothing that linking does not need.
import type { Words } from './words';

export interface Sighting {
  reportId: string;
  /** Order of acceptance: the order in which reports are decided. */
  seq: number;
  reporterId: string;
  /** What counts as one source for votes and corroboration. */
  sourceId: string;
  messageStatus: string;
  /** The uncertain interval in epoch milliseconds, both ends included. */
  from: number;
  to: number;
  /** Null when the place could not be resolved. */
  point: UncertainPoint | null;
  /** How many incidents its neighbourhood had in the fortnight before; unknown counts as none. */
  incidentsBefore?: number;
  pcode: string | null;
  placeName: string | null;
  words: Words;
  /** The very same text is told of places too far apart for one event: a digest. */
  isDigest?: boolean;
  /** The report whose words it was found to repeat when it was linked. */
  echoOf?: string | null;
  act: string | null;
  weapon: string | null;
  target: string | null;
  perpetrator: Mention | null;
  victim: Mention | null;
  killed: number | null;
  wounded: number | null;
  /** SHA-256 of the evidence, hex. */
  media: readonly string[];
  convoy: string | null;
}

export interface UncertainPoint {
  lat: number;
  lon: number;
  radiusM: number;
}

/** A party as the reporter named it, and who the registry says that is. */
export interface Mention {
  text: string;
  code: string | null;
  side: string | null;
}

/** What an incident says of the parties named in it: the code where one is known, the reporter's words where not. */
export function nameOf(mention: Mention): string {
  return mention.code ?? mention.text;
}
