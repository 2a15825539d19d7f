// bulletin-page.ts - a bulletin as a page that prints well: numbers, a chart and a map, drawn on the server.
import type { Bulletin, BulletinCount, BulletinSection } from './bulletin';

/** Rings of a first-level area, longitude first. */
export interface Outline {
  pcode: string;
  rings: readonly (readonly (readonly [lon: number, lat: number])[])[];
}

const TITLES: Readonly<Record<keyof Bulletin['sections'], string>> = {
  reports: 'Reports', incidents: 'Incidents', inScope: 'In scope', verified: 'Verified', jointlyDetermined: 'Jointly determined violations',
};
const RULINGS: Readonly<Record<keyof Bulletin['rulings'], string>> = {
  ruledViolation: 'Ruled a violation', ruledNoViolation: 'Ruled no violation', unableToRule: 'Unable to rule', disputed: 'Disputed between the co-chairs', oneSideOnly: 'One side only', pending: 'Pending',
};

export function bulletinPage(bulletin: Bulletin, outlines: readonly Outline[]): string {
  const { date, timeZone, sections, breaches, rulings, violationsFoundBy, checkpoint } = bulletin;
  const rule = ([name, { total, says }]: [string, BulletinSection]) => `<tr><th>${TITLES[name as keyof typeof TITLES]}</th><td class="n">${total}</td><td>${escaped(says)}</td></tr>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bulletin of ${escaped(date)}</title><meta name="viewport" content="width=device-width">
<style>
body{font:15px/1.45 system-ui,sans-serif;color:#111;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}p{margin:.3rem 0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #ccc;vertical-align:top;font-weight:400}
thead th{font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums}.small{color:#444;font-size:.85rem;overflow-wrap:anywhere}
.two{display:grid;grid-template-columns:1fr 1fr;gap:2rem}svg{width:100%;height:auto}svg text{font:12px system-ui,sans-serif;fill:#111}
section{break-inside:avoid}@media(max-width:45rem){.two{grid-template-columns:1fr}}@page{margin:16mm}@media print{body{margin:0;max-width:none}}
</style></head><body>
<h1>Cessation of hostilities: bulletin of ${escaped(date)}</h1>
<p>Alleged violations that began from ${instant(bulletin.from)} to ${instant(bulletin.to)} (UTC), the day in ${escaped(timeZone)}.</p>
<section><h2>What was counted, and how</h2><table>${Object.entries(sections).map(rule).join('')}</table></section>
<div class="two"><section><h2>Reports by governorate</h2>${bars(sections.reports.byGovernorate)}<p class="small">${escaped(sums(sections.reports))}</p></section>
<section><h2>Where</h2>${map(outlines, sections.reports.byGovernorate)}</section></div>
<section><h2>Combat and arrests, by alleged perpetrators</h2><p class="small">${escaped(breaches.says)}</p>
<table><thead><tr><th>Alleged perpetrators</th><th>Governorate</th><th class="n">Combat</th><th class="n">Arrests</th></tr></thead>
${breaches.lines.map((line) => `<tr><td>${escaped(line.perpetrators)}</td><td>${escaped(line.governorate ?? 'not known')}</td><td class="n">${line.combat}</td><td class="n">${line.arrests}</td></tr>`).join('')}
<tr><th>All</th><td></td><td class="n">${breaches.combat}</td><td class="n">${breaches.arrests}</td></tr></table></section>
<section><h2>Rulings</h2><table>${Object.entries(rulings).map(([name, count]) => `<tr><th>${RULINGS[name as keyof typeof RULINGS]}</th><td class="n">${count}</td></tr>`).join('')}</table>
<p>Found a violation: United States ${violationsFoundBy.US}, Russian Federation ${violationsFoundBy.RU}.</p></section>
<p class="small">Bound to the log ${escaped(checkpoint.origin)} of size ${checkpoint.size}, root ${escaped(checkpoint.root)}: the same page can be made again from it, and every number be checked.</p>
</body></html>
`;
}

/** 42 = 20 + 8 + 5 + 4 + 3 + 2. */
export function sums({ total, byGovernorate }: BulletinSection): string {
  return byGovernorate.length > 1 ? `${total} = ${byGovernorate.map(({ count }) => count).join(' + ')}` : String(total);
}

const BAR = 22;

function bars(counts: readonly BulletinCount[]): string {
  if (counts.length === 0) return '<p>None.</p>';
  const most = Math.max(...counts.map(({ count }) => count));
  const rows = counts.map(({ name, count }, at) => {
    const width = Math.max(2, (count / most) * 240);
    const y = at * BAR;
    return `<text x="116" y="${y + 15}" text-anchor="end">${escaped(name)}</text><rect x="124" y="${y + 4}" width="${width.toFixed(1)}" height="14" fill="#2c5d8f"/><text x="${(130 + width).toFixed(1)}" y="${y + 15}">${count}</text>`;
  });
  return `<svg viewBox="0 0 400 ${counts.length * BAR + 4}" role="img" aria-label="Reports by governorate">${rows.join('')}</svg>`;
}

function map(outlines: readonly Outline[], counts: readonly BulletinCount[]): string {
  const points = outlines.flatMap(({ rings }) => rings.flat());
  if (points.length === 0) return '<p>No boundaries are loaded.</p>';
  const [west, east] = extent(points.map(([lon]) => lon));
  const [south, north] = extent(points.map(([, lat]) => lat));
  // Plate carree, narrowed by the cosine of the middle latitude: true enough for one country.
  const scale = 400 / ((east - west) * Math.cos((((south + north) / 2) * Math.PI) / 180));
  const x = (lon: number) => (lon - west) * Math.cos((((south + north) / 2) * Math.PI) / 180) * scale;
  const y = (lat: number) => (north - lat) * scale;
  const path = (rings: Outline['rings']) => rings.map((ring) => `M${ring.map(([lon, lat]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join('L')}Z`).join('');
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const marks = outlines.flatMap(({ pcode, rings }) => {
    const count = counts.find((item) => item.pcode === pcode)?.count;
    const [lon, lat] = middle(rings);
    const radius = 6 + 14 * Math.sqrt((count ?? 0) / most);
    return count ? [`<circle cx="${x(lon).toFixed(1)}" cy="${y(lat).toFixed(1)}" r="${radius.toFixed(1)}" fill="#b3382c" fill-opacity=".85"/><text x="${x(lon).toFixed(1)}" y="${(y(lat) + 4).toFixed(1)}" text-anchor="middle" style="fill:#fff">${count}</text>`] : [];
  });
  const areas = outlines.map(({ rings }) => `<path d="${path(rings)}" fill="#eee" stroke="#777" stroke-width=".7" fill-rule="evenodd"/>`);
  return `<svg viewBox="-4 -4 408 ${((north - south) * scale + 8).toFixed(0)}" role="img" aria-label="Reports on a map of the governorates">${areas.join('')}${marks.join('')}</svg>`;
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
}

/** The centroid of the largest ring: a place for a mark, never the place of an incident. */
function middle(rings: Outline['rings']): [number, number] {
  const areaOf = (ring: Outline['rings'][number]) => {
    let [area, lon, lat] = [0, 0, 0];
    for (let at = 0; at < ring.length; at++) {
      const [a, b] = [ring[at]!, ring[(at + 1) % ring.length]!];
      const cross = a[0] * b[1] - b[0] * a[1];
      [area, lon, lat] = [area + cross, lon + (a[0] + b[0]) * cross, lat + (a[1] + b[1]) * cross];
    }
    return { area, centre: (area === 0 ? [...ring[0]!] : [lon / (3 * area), lat / (3 * area)]) as [number, number] };
  };
  return rings.map(areaOf).reduce((largest, ring) => (Math.abs(ring.area) > Math.abs(largest.area) ? ring : largest)).centre;
}

function instant(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => MARKS[mark]!);
}
