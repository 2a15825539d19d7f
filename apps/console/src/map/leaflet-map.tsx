// leaflet-map.tsx - draws zones and spots with Leaflet: zones as shapes with CSS classes, spots on one canvas, however many there are.
import { useEffect, useRef } from 'react';
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import './map.css';
import { useInk, type Ink } from './ink';
import type { DrawnZone, MapProps, Spot } from './zone-map';

/** Spots put on the map between two frames. */
const AT_ONCE = 2_500;

interface Drawn {
  zones: L.LayerGroup;
  spots: L.FeatureGroup;
  canvas: L.Canvas;
  /** Each spot's mark, and what it was drawn from: what has not changed is not drawn again. */
  marks: Map<string, { mark: L.CircleMarker; reach: L.Circle | null; from: string; spot: Spot }>;
  framed: string;
}

export default function LeafletMap({ zones, spots, selected, onSelect, circles = false, extra = [], frame = 'zones', tiles = null }: MapProps & { zones: DrawnZone[] }) {
  const holder = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const drawn = useRef<Drawn>(null!);
  const ink = useInk(holder);
  const choose = useRef(onSelect);
  useEffect(() => {
    choose.current = onSelect;
  });

  useEffect(() => {
    const made = L.map(holder.current!, { attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.5, fadeAnimation: false, zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches, minZoom: 4, maxZoom: 15 });
    // Anywhere, until it is known what there is to see.
    made.setView([0, 0], 4);
    // Zones lie below spots, whichever is drawn first; the chosen one lies above all.
    for (const [pane, index] of [['zones', 350], ['reaches', 440], ['spots', 450], ['chosen', 460]] as const) made.createPane(pane).style.zIndex = String(index);
    for (const pane of ['reaches', 'chosen']) made.getPane(pane)!.style.pointerEvents = 'none';
    L.control.scale({ imperial: false }).addTo(made);
    const group = L.featureGroup().addTo(made);
    const marks: Drawn['marks'] = new Map();
    const spotOf = (layer: L.Layer) => marks.get((layer.options as { spotId?: string }).spotId ?? '')?.spot;
    group.bindTooltip((layer) => escaped(spotOf(layer)?.label ?? ''), { direction: 'top' });
    group.on('click', ({ propagatedFrom }) => choose.current?.(spotOf(propagatedFrom as L.Layer)?.id ?? ''));
    drawn.current = { zones: L.layerGroup().addTo(made), spots: group, canvas: L.canvas({ pane: 'spots' }), marks, framed: '' };
    map.current = made;
    const watch = new ResizeObserver(() => made.invalidateSize({ animate: false }));
    watch.observe(holder.current!);
    return () => {
      watch.disconnect();
      made.remove();
      map.current = null;
    };
  }, []);

  useEffect(() => {
    if (!tiles || !map.current) return;
    const layer = L.tileLayer(tiles, { maxZoom: 15 }).addTo(map.current);
    return () => {
      layer.remove();
    };
  }, [tiles]);

  const zoneKey = [...zones, ...extra].map(({ id, tone, label }) => `${id}${tone}${label}`).join();
  useEffect(() => {
    const layer = drawn.current.zones.clearLayers();
    for (const { geometry, tone, label } of [...zones, ...extra]) {
      const shape = L.geoJSON(geometry, { pane: 'zones', style: { className: `zone zone-${tone}` }, interactive: false });
      shape.addTo(layer);
      if (label) L.tooltip({ permanent: true, direction: 'center', className: 'zone-label', interactive: false }).setLatLng(shape.getBounds().getCenter()).setContent(escaped(label)).addTo(layer);
    }
    // Without a spot there is only the whole to show.
    if ((frame === 'zones' || spots.length === 0) && zones.length > 0 && drawn.current.framed !== 'zones') {
      drawn.current.framed = 'zones';
      const bounds = L.featureGroup(zones.map(({ geometry }) => L.geoJSON(geometry))).getBounds();
      if (bounds.isValid()) map.current?.fitBounds(bounds, { padding: [24, 12], animate: false });
    }
    // The key says what the two lists hold.
  }, [zoneKey, frame, spots.length === 0]);

  useEffect(() => {
    const { spots: group, marks, canvas } = drawn.current;
    const wanted = new Map(spots.map((spot) => [spot.id, spot]));
    for (const [id, { mark, reach, from }] of marks) {
      const spot = wanted.get(id);
      if (spot && keyOf(spot, ink, circles) === from) continue;
      mark.remove();
      group.removeLayer(mark);
      reach?.remove();
      marks.delete(id);
    }
    const missing = spots.filter(({ id }) => !marks.has(id));
    let next = 0;
    const addSome = () => {
      for (const spot of missing.splice(0, AT_ONCE)) {
        const { id, lat, lon, radiusM, tone } = spot;
        const reach = circles && radiusM && map.current ? L.circle([lat, lon], { pane: 'reaches', radius: radiusM, className: `reach reach-${tone}`, interactive: false }).addTo(map.current) : null;
        const mark = L.circleMarker([lat, lon], { pane: 'spots', renderer: canvas, radius: 5.5, color: ink.edge, weight: 1.5, fillColor: ink.tone(tone), fillOpacity: 0.92, bubblingMouseEvents: false, spotId: id } as L.CircleMarkerOptions);
        marks.set(id, { mark, reach, from: keyOf(spot, ink, circles), spot });
        mark.addTo(group);
      }
      if (missing.length > 0) next = requestAnimationFrame(addSome);
    };
    addSome();
    return () => cancelAnimationFrame(next);
  }, [spots, circles, ink]);

  const spotKey = [...spots.map(({ id, lat, lon, radiusM }) => `${id}${lat}${lon}${radiusM}`), ...extra.filter(({ tone }) => tone === 'origin').map(({ id }) => id)].join();
  useEffect(() => {
    if (frame !== 'spots' || spots.length === 0 || drawn.current.framed === spotKey) return;
    drawn.current.framed = spotKey;
    const reach = spots.map(({ lat, lon, radiusM }) => L.latLng(lat, lon).toBounds(Math.max(radiusM ?? 0, 1_500) * 2.6));
    // Where the fire came from is part of what is to be seen; the zones it struck are not, they may be wide.
    for (const { geometry } of extra.filter(({ tone }) => tone === 'origin')) reach.push(L.geoJSON(geometry).getBounds());
    map.current?.fitBounds(reach.reduce((all, one) => all.extend(one), L.latLngBounds(reach[0]!.getSouthWest(), reach[0]!.getNorthEast())), { animate: false, maxZoom: 13 });
    // The key says what the lists hold.
  }, [spotKey, frame]);

  const chosen = spots.find(({ id }) => id === selected);
  const chosenKey = chosen ? keyOf(chosen, ink, circles) : null;
  useEffect(() => {
    if (!chosen || !map.current) return;
    const { lat, lon, radiusM, tone } = chosen;
    const above = L.layerGroup().addTo(map.current);
    if (radiusM) L.circle([lat, lon], { pane: 'reaches', radius: radiusM, className: 'reach reach-selected', interactive: false }).addTo(above);
    L.circleMarker([lat, lon], { pane: 'chosen', radius: 8, className: `spot spot-${tone} is-selected`, interactive: false }).addTo(above);
    if (!map.current.getBounds().contains([lat, lon])) map.current.panTo([lat, lon], { animate: false });
    return () => {
      above.remove();
    };
    // The key says what the chosen spot is.
  }, [chosenKey]);

  return <div ref={holder} />;
}

function keyOf({ id, lat, lon, radiusM, tone, label }: Spot, { name }: Ink, circles: boolean): string {
  return [id, lat, lon, radiusM, tone, label, name, circles].join('|');
}

/** Leaflet takes markup; names come from imported files. */
function escaped(text: string): HTMLElement {
  const span = document.createElement('span');
  span.dir = 'auto';
  span.textContent = text;
  return span;
}
