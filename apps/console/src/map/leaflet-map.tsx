// leaflet-map.tsx - draws zones and spots with Leaflet; colours are CSS classes, so that both appearances work.
import { useEffect, useRef } from 'react';
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import './map.css';
import type { DrawnZone, MapProps } from './zone-map';

export default function LeafletMap({ zones, spots, selected, onSelect, circles = false, extra = [], frame = 'zones' }: MapProps & { zones: DrawnZone[] }) {
  const holder = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const drawn = useRef<{ zones: L.LayerGroup; spots: L.LayerGroup; marks: Map<string, L.CircleMarker>; framed: string }>(null!);
  const choose = useRef(onSelect);
  useEffect(() => {
    choose.current = onSelect;
  });

  useEffect(() => {
    const made = L.map(holder.current!, { attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.5, preferCanvas: false, fadeAnimation: false, zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches, minZoom: 4, maxZoom: 15 });
    made.setView([35, 38.5], 6);
    // Zones lie below spots, whichever is drawn first.
    made.createPane('zones').style.zIndex = '350';
    made.createPane('spots').style.zIndex = '450';
    L.control.scale({ imperial: false }).addTo(made);
    drawn.current = { zones: L.layerGroup().addTo(made), spots: L.layerGroup().addTo(made), marks: new Map(), framed: '' };
    map.current = made;
    const watch = new ResizeObserver(() => made.invalidateSize({ animate: false }));
    watch.observe(holder.current!);
    return () => {
      watch.disconnect();
      made.remove();
      map.current = null;
    };
  }, []);

  const zoneKey = [...zones, ...extra].map(({ id, tone, label }) => `${id}${tone}${label}`).join();
  useEffect(() => {
    const layer = drawn.current.zones.clearLayers();
    for (const { geometry, tone, label } of [...zones, ...extra]) {
      const shape = L.geoJSON(geometry, { pane: 'zones', style: { className: `zone zone-${tone}` }, interactive: false });
      shape.addTo(layer);
      if (label) L.tooltip({ permanent: true, direction: 'center', className: 'zone-label', interactive: false }).setLatLng(shape.getBounds().getCenter()).setContent(escaped(label)).addTo(layer);
    }
    if (frame === 'zones' && zones.length > 0 && drawn.current.framed !== 'zones') {
      drawn.current.framed = 'zones';
      const bounds = L.featureGroup(zones.map(({ geometry }) => L.geoJSON(geometry))).getBounds();
      if (bounds.isValid()) map.current?.fitBounds(bounds, { padding: [6, 6], animate: false });
    }
    // The key says what the two lists hold.
     
  }, [zoneKey, frame]);

  const spotKey = spots.map(({ id, lat, lon, radiusM, tone }) => `${id}${lat}${lon}${radiusM}${tone}`).join();
  useEffect(() => {
    const layer = drawn.current.spots.clearLayers();
    drawn.current.marks.clear();
    for (const { id, lat, lon, radiusM, tone, label } of spots) {
      if (circles && radiusM) L.circle([lat, lon], { pane: 'spots', radius: radiusM, className: `reach reach-${tone}`, interactive: false }).addTo(layer);
      const mark = L.circleMarker([lat, lon], { pane: 'spots', radius: 5.5, className: `spot spot-${tone}`, bubblingMouseEvents: false }).addTo(layer);
      mark.bindTooltip(escaped(label), { direction: 'top' });
      mark.on('click', () => choose.current?.(id));
      drawn.current.marks.set(id, mark);
    }
    if (frame === 'spots' && spots.length > 0 && drawn.current.framed !== spotKey) {
      drawn.current.framed = spotKey;
      const reach = spots.map(({ lat, lon, radiusM }) => L.latLng(lat, lon).toBounds(Math.max(radiusM ?? 0, 1_500) * 2.6));
      map.current?.fitBounds(reach.reduce((all, one) => all.extend(one), L.latLngBounds(reach[0]!.getSouthWest(), reach[0]!.getNorthEast())), { animate: false, maxZoom: 13 });
    }
     
  }, [spotKey, circles, frame]);

  useEffect(() => {
    const mark = selected ? drawn.current.marks.get(selected) : undefined;
    const spot = spots.find(({ id }) => id === selected);
    if (!mark || !spot || !map.current) return;
    mark.getElement()?.classList.add('is-selected');
    mark.setRadius(8).bringToFront();
    const reach = spot.radiusM ? L.circle([spot.lat, spot.lon], { pane: 'spots', radius: spot.radiusM, className: 'reach reach-selected', interactive: false }).addTo(map.current) : null;
    if (!map.current.getBounds().contains(mark.getLatLng())) map.current.panTo(mark.getLatLng(), { animate: false });
    return () => {
      mark.getElement()?.classList.remove('is-selected');
      mark.setRadius(5.5);
      reach?.remove();
    };
     
  }, [selected, spotKey]);

  return <div ref={holder} />;
}

/** Leaflet takes markup; names come from imported files. */
function escaped(text: string): HTMLElement {
  const span = document.createElement('span');
  span.dir = 'auto';
  span.textContent = text;
  return span;
}
