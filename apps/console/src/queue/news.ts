// news.ts - what came or changed since the list was read, so that it can be announced without moving anything.
import type { IncidentItem } from '../api/shapes';

/** Ids in the newest page that the list has not, or has in an older state. `known` holds id -> changedAt of what is listed. */
export function newsOf(newest: readonly IncidentItem[], known: ReadonlyMap<string, string>, readAt: string): string[] {
  return newest.filter(({ id, changedAt }) => changedAt > readAt && known.get(id) !== changedAt).map(({ id }) => id);
}

/** The last change the list has seen. */
export function readUntil(items: readonly IncidentItem[]): string {
  return items.reduce((last, { changedAt }) => (changedAt > last ? changedAt : last), '');
}
