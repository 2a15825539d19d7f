// space.ts - how far apart two uncertain points are, and whether their circles touch.
import { distanceMetres } from '@hotline/zones';
import type { UncertainPoint } from './sighting';

export interface Separation {
  metres: number;
  /** Both radii together: up to here the two reports do not contradict each other. */
  combinedRadiusM: number;
}

export function separation(a: UncertainPoint, b: UncertainPoint): Separation {
  return { metres: distanceMetres(a, b), combinedRadiusM: a.radiusM + b.radiusM };
}

export function metresText(metres: number): string {
  return metres < 1000 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;
}
