// source-label.ts - a name for a source that says nothing of who it is, and differs from viewer to viewer.
import { createHmac } from 'node:crypto';
import type { Viewer } from './reveal';

/** The same source is the same label to one viewer, for good; two viewers cannot match their labels. */
export function sourceLabel(secret: Buffer, viewer: Viewer, sourceId: string): string {
  const mac = createHmac('sha256', secret).update(`source-label ${viewer} ${sourceId}`).digest('hex');
  return `S-${mac.slice(0, 6).toUpperCase()}`;
}
