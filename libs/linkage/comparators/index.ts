// index.ts - every question asked of a pair, in the order in which the answers are shown.
import { area } from './area';
import { casualties } from './casualties';
import { act, target, weapon } from './category';
import type { Comparator } from './comparator';
import { convoy } from './convoy';
import { distance } from './distance';
import { perpetrator, victim } from './party';
import { placeName } from './place-name';
import { reporter } from './reporter';
import { sharedEvidence } from './shared-evidence';
import { surroundings } from './surroundings';
import { text } from './text';
import { time } from './time';

export const COMPARATORS: readonly Comparator[] = [
  time,
  distance,
  area,
  surroundings,
  placeName,
  act,
  weapon,
  target,
  perpetrator,
  victim,
  sharedEvidence,
  text,
  casualties,
  convoy,
  reporter,
];

export type { Answer, Comparator } from './comparator';
