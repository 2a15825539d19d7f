// locator.tsx - the whole territory, small, with a mark: where on it is the part that the map beside it shows?
import { useMemo } from 'react';
import { coarse } from './coarse';
import { useOutlines, type Spot } from './zone-map';

const SIZE = 92;

/** A picture only: the words beside the map name the place. */
export function Locator({ spots, at }: { spots: readonly Spot[]; at: string }) {
  const outlines = useOutlines(at);
  const drawn = useMemo(() => {
    const rings = outlines.filter(({ level }) => level === 1).flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)).map(([outer = []]) => outer.map(([lon = 0, lat = 0]) => [lon, lat] as const));
    return coarse(rings, SIZE);
  }, [outlines]);
  if (!drawn || spots.length === 0) return null;
  const [x, y] = drawn.at([spots.reduce((sum, { lon }) => sum + lon, 0) / spots.length, spots.reduce((sum, { lat }) => sum + lat, 0) / spots.length]);
  return (
    <svg className="locator" viewBox={`-2 -2 ${drawn.width + 4} ${drawn.height + 4}`} width={drawn.width} height={drawn.height} aria-hidden focusable="false">
      <path d={drawn.path} />
      <circle cx={x} cy={y} r="4" />
    </svg>
  );
}
