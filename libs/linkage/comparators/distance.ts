// distance.ts - do two spots allow one event, given both radii? Areas are left to area.ts.
import { metresText, separation } from '../space';
import type { Comparator } from './comparator';

export const distance: Comparator<'same spot' | 'same locality' | 'same town' | 'near' | 'apart' | 'far apart'> = {
  name: 'distance',
  levels: ['same spot', 'same locality', 'same town', 'near', 'apart', 'far apart'],
  compare(a, b, { reach }) {
    if (!a.point || !b.point) return null;
    if (Math.max(a.point.radiusM, b.point.radiusM) > reach.coarseMetres) return null;
    const { metres, combinedRadiusM } = separation(a.point, b.point);
    const compared = `${metresText(metres)} apart, the two radii make ${metresText(combinedRadiusM)}`;

    if (metres > Math.max(5 * reach.metres, 2 * combinedRadiusM)) return { level: 'far apart', compared };
    if (metres > Math.max(reach.metres, combinedRadiusM)) return { level: 'apart', compared };
    if (metres > combinedRadiusM) return { level: 'near', compared };
    if (combinedRadiusM > 4_000) return { level: 'same town', compared };
    if (combinedRadiusM > 600) return { level: 'same locality', compared };
    return { level: 'same spot', compared };
  },
};
