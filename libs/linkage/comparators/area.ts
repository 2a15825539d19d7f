// area.ts - compares places when at least one is an area (a district, a governorate): weak evidence for, strong against.
import { metresText, separation } from '../space';
import type { Comparator } from './comparator';

export const area: Comparator<'same area' | 'one inside the other' | 'areas overlap' | 'areas apart'> = {
  name: 'area',
  levels: ['same area', 'one inside the other', 'areas overlap', 'areas apart'],
  compare(a, b, { reach }) {
    if (!a.point || !b.point) return null;
    if (Math.max(a.point.radiusM, b.point.radiusM) <= reach.coarseMetres) return null;
    const { metres, combinedRadiusM } = separation(a.point, b.point);
    if (metres > Math.max(reach.metres, combinedRadiusM)) {
      return { level: 'areas apart', compared: `${metresText(metres)} apart, the two radii make ${metresText(combinedRadiusM)}` };
    }
    if (!a.pcode || !b.pcode) return { level: 'areas overlap', compared: 'two areas that overlap' };
    if (a.pcode === b.pcode) return { level: 'same area', compared: `both in ${a.pcode}` };
    if (a.pcode.startsWith(b.pcode) || b.pcode.startsWith(a.pcode)) {
      return { level: 'one inside the other', compared: `${a.pcode} and ${b.pcode}` };
    }
    return { level: 'areas overlap', compared: `${a.pcode} and ${b.pcode}` };
  },
};
