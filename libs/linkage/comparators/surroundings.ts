// surroundings.ts - how much was going on there before? The same 500 metres mean more in a village than in a city under fire.
import { separation } from '../space';
import type { Comparator } from './comparator';

export const surroundings: Comparator<'busy' | 'very busy' | 'under constant fire'> = {
  name: 'surroundings',
  levels: ['busy', 'very busy', 'under constant fire'],
  compare(a, b, { reach }) {
    if (!a.point || !b.point || Math.max(a.point.radiusM, b.point.radiusM) > reach.coarseMetres) return null;
    // Only nearness can be a coincidence.
    const { metres, combinedRadiusM } = separation(a.point, b.point);
    if (metres > Math.max(reach.metres, combinedRadiusM)) return null;
    const before = Math.max(a.incidentsBefore ?? 0, b.incidentsBefore ?? 0);
    const compared = `${before} incidents in this neighbourhood in the fortnight before`;
    if (before >= 100) return { level: 'under constant fire', compared: `at least ${compared}` };
    if (before >= 30) return { level: 'very busy', compared };
    return before >= 10 ? { level: 'busy', compared } : null;
  },
};
