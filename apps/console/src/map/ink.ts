// ink.ts - a canvas knows no CSS classes: the colours of the appearance that holds now, as the style sheet names them.
import { useEffect, useState, type RefObject } from 'react';

export interface Ink {
  /** Changes when the colours do. */
  name: string;
  edge: string;
  tone(tone: string): string;
}

const NAMES: Record<string, string> = { MINOR: '--minor', MAJOR: '--major-mark', GRAVE: '--grave', report: '--accent', origin: '--origin' };

function inkOf(element: Element): Ink {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return { name: colour('--card'), edge: colour('--card'), tone: (tone) => colour(NAMES[tone] ?? '--minor') };
}

export function useInk(holder: RefObject<Element | null>): Ink {
  const [ink, setInk] = useState<Ink>(() => inkOf(document.documentElement));
  useEffect(() => {
    const look = () => setInk((before) => {
      const now = inkOf(holder.current ?? document.documentElement);
      return now.name === before.name ? before : now;
    });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const watch = new MutationObserver(look);
    watch.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    dark.addEventListener('change', look);
    return () => {
      watch.disconnect();
      dark.removeEventListener('change', look);
    };
  }, [holder]);
  return ink;
}
