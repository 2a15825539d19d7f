// model.ts - the weights of evidence as data. Numbers live here and nowhere else, so that a decision can name its version.
import firstServiceModel from './model.v1.json';
import secondServiceModel from './model.v2.json';
import serviceModel from './model.v3.json';
import streetModel from './model.street.v2.json';

export interface Model {
  /** Stored with every decision. A change of any number is a new version. */
  version: string;
  /** Evidence before any is heard: log2 of the odds that a random candidate of the neighbourhood is the same incident. */
  priorBits: number;
  thresholds: {
    /** At least this much, and no veto: linked without asking. 4.25 bits are odds of 19 to 1. Null: never, everything is asked. */
    link: number | null;
    /** At least this much: a person is asked. */
    suggest: number;
    /** Less than this on average against an incident's other reports: it does not hang together, a person is asked. */
    fit: number;
  };
  reach: {
    /** Clocks and maps disagree by this much about one and the same event. */
    minutes: number;
    metres: number;
    /** Beyond this radius a place is an area, not a spot. */
    coarseMetres: number;
    /** Longer than this is an episode: people join episodes. */
    episodeHours: number;
  };
  comparators: Readonly<Record<string, { readonly levels: Readonly<Record<string, Level>> }>>;
  taxonomies: Readonly<Record<string, Taxonomy>>;
  /** Questions answered with a number, each cut into levels: a value weighs what the first level it does not exceed weighs. */
  measures?: Readonly<Record<string, { readonly levels: readonly MeasureLevel[] }>>;
  /** How the weights were come by; absent from a model written by hand. */
  fitted?: Fitted;
}

export interface MeasureLevel {
  /** The largest value of the level; null for the last. */
  upTo: number | null;
  bits: number;
  /** m: the share of the pairs of one incident that answered so. */
  same: number;
  /** u: the share of the other pairs that answered so. */
  different: number;
}

export interface Fitted {
  /** SHA-256 over the records and pairs it was fitted on. */
  fingerprint: string;
  records: number;
  pairs: number;
  samePairs: number;
  method: 'labels' | 'without labels';
  hindsight: 'earlier' | 'all';
  /** Pairs farther apart than this were not looked at: beyond it the model says nothing. */
  window: { metres: number; hours: number };
  /** Bits as summed were stretched and shifted by this, so that they are log2 odds out of fold. */
  calibration: { stretch: number; shiftBits: number };
  /** What linking by itself was asked to reach and what was measured out of fold; null where the target was not surely reached. */
  precisionTarget: number;
  measured: { linkPrecision: number | null; linkPrecisionAtLeast: number | null; linkRecall: number | null; bestF1: number } | null;
}

export interface Level {
  bits: number;
  /** Keeps the report from being linked by itself, whatever the sum says. */
  veto?: string;
  /** A comparator whose agreement makes this answer void: a convoy moves, so where it was seen says nothing. */
  unless?: string;
}

/** Categories as paths from the general to the particular: `air/barrel-bomb` is a kind of `air`. */
export interface Taxonomy {
  paths: Readonly<Record<string, string>>;
  /** Roots that two honest reporters may choose between for one event. */
  mayBeOne: readonly (readonly [string, string])[];
}

export const SERVICE_MODEL: Model = serviceModel as unknown as Model;
/** Street-scale service requests: the same engine on another kind of report. */
export const STREET_MODEL: Model = streetModel as unknown as Model;

/** What a stored decision was measured against; null for a version that is no longer shipped. */
export function thresholdsOf(version: string): Model['thresholds'] | null {
  return [SERVICE_MODEL, STREET_MODEL, secondServiceModel as unknown as Model, firstServiceModel as unknown as Model].find((model) => model.version === version)?.thresholds ?? null;
}
