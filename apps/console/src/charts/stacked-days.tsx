// stacked-days.tsx - incidents per day, stacked by kind. uPlot draws; the table beside it says the same.
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useInk } from '../map/ink';
import type { PerDay } from './counts';

const HEIGHT = 240;
const HALF_A_DAY_S = 43_200;

export function StackedDays({ perDay, label, name, dayName }: { perDay: PerDay; label: string; name: (kind: string) => string; dayName: (at: Date) => string }) {
  const holder = useRef<HTMLDivElement>(null);
  const appearance = useInk(holder).name;
  useEffect(() => {
    const element = holder.current!;
    const style = getComputedStyle(element);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const [ink, line] = [colour('--ink-3'), colour('--line')];
    const x = perDay.days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1_000);
    const sums = perDay.days.map(() => 0);
    const stacked = perDay.kinds.map(({ counts }) => counts.map((count, index) => (sums[index]! += count)));
    const bars = uPlot.paths.bars!({ size: [0.8, 26], align: 0 });
    // The highest sum is drawn first, each lower one over it.
    const order = perDay.kinds.map((_, index) => index).reverse();
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        tzDate: (ts) => uPlot.tzDate(new Date(ts * 1e3), 'UTC'),
        legend: { show: false },
        cursor: { show: false },
        // Half a day of room on both sides, for whole bars.
        scales: { x: { time: true, range: (_u, min, max) => [min - HALF_A_DAY_S, max + HALF_A_DAY_S] }, y: { range: (_u, _min, max) => [0, Math.max(2, Math.ceil(max * 1.1))] } },
        axes: [{ ...axis, size: 30, space: 70, grid: { show: false }, values: (_u, ticks) => ticks.map((at) => dayName(new Date(at * 1e3))) }, { ...axis, size: 34, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }],
        series: [{}, ...order.map((index) => ({ label: name(perDay.kinds[index]!.kind), fill: colour(`--tone-${index + 1}`), width: 0, paths: bars, points: { show: false } }))],
      },
      [x, ...order.map((index) => stacked[index]!)],
      element,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [perDay, name, dayName, appearance]);
  return <div ref={holder} role="img" aria-label={label} dir="ltr" className="stacked" />;
}
