// zone-map.tsx - zones as the map: no tiles, nothing fetched from elsewhere. Leaflet comes in its own chunk, after the page.
import { lazy, memo, Suspense, useMemo } from 'react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { me, zoneOutline, zones } from '../api/queries';
import type { ZoneItem, ZoneOutline } from '../api/shapes';

export interface Spot {
  id: string;
  lat: number;
  lon: number;
  radiusM: number | null;
  tone: string;
  label: string;
}

export interface DrawnZone {
  id: string;
  geometry: GeoJSON.Geometry;
  tone: string;
  label: string | null;
}

const LeafletMap = lazy(() => import('./leaflet-map'));

export interface MapProps {
  label: string;
  spots: Spot[];
  selected?: string | null;
  onSelect?: (id: string) => void;
  /** Draws every spot's uncertainty, not only the selected one's. */
  circles?: boolean;
  /** Zones beside the governorates and besieged areas, such as those of an incident. */
  extra?: DrawnZone[];
  /** What the map first shows: all zones, or the spots. */
  frame?: 'zones' | 'spots';
  /** The instant whose zones are drawn: those that held then. Those of now without it. */
  at?: string;
  /** The address of tiles below everything, where the installation has some. */
  tiles?: string | null;
}

/** The outlines a map of a country can show without drowning: governorates and every zone that is not administrative. */
export function useOutlines(at?: string): ZoneOutline[] {
  const { data = [] } = useQuery(zones);
  const wanted = data.filter((zone) => (zone.type !== 'ADMIN' || zone.level === 1) && (at === undefined || holdsAt(zone, at)));
  return useQueries({ queries: wanted.map(({ id }) => zoneOutline(id)), combine: outlinesOf });
}

/** A zone without bounds in time holds always; the instant at which it ends is no longer its own. */
function holdsAt({ validFrom, validTo }: ZoneItem, at: string): boolean {
  const instant = Date.parse(at);
  return (validFrom === null || Date.parse(validFrom) <= instant) && (validTo === null || instant < Date.parse(validTo));
}

function outlinesOf(answers: { data?: ZoneOutline }[]): ZoneOutline[] {
  return answers.every(({ data }) => data) ? answers.map(({ data }) => data!) : [];
}

/** Drawn again only when what it shows changes: a list beside it may scroll as it likes. */
export const ZoneMap = memo(function ZoneMap(props: MapProps) {
  const { i18n } = useTranslation();
  const outlines = useOutlines(props.at);
  const { data: who } = useQuery(me);
  // The large ones below the small ones.
  const base = useMemo(
    () => outlines.toSorted((a, b) => Number(b.type === 'ADMIN') - Number(a.type === 'ADMIN')).map(({ id, type, geometry, names, level, code }) => ({
      id,
      geometry,
      tone: type === 'ADMIN' ? 'admin' : type.toLowerCase(),
      label: level === 1 ? (names[i18n.language as 'en'] ?? names.en ?? code) : null,
    })),
    [outlines, i18n.language],
  );
  return (
    <div className={`map${who?.tiles ? ' on-tiles' : ''}`} role="region" aria-label={props.label} dir="ltr">
      <Suspense fallback={<div className="map-wait" aria-hidden />}>
        <LeafletMap tiles={who?.tiles ?? null} {...props} zones={base} />
      </Suspense>
    </div>
  );
});
