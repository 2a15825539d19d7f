// model.ts - the weights of evidence as data. Numbers live here and nowhere else, so that a decision can name its version.
import serviceModel from './model.v1.json';

export interface Model {
  /** Stored with every decision. A change of any number is a new version. */
  version: string;
  /** Evidence before any is heard: log2 of the odds that a random candidate of the neighbourhood is the same incident. */
  priorBits: number;
  thresholds: {
    /** At least this much, and no veto: linked without asking. 4.25 bits are odds of 19 to 1. */
    link: number;
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
