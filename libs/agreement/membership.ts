// membership.ts - who sat in the support group at an instant? A dated table, no constant.
import type { Agreement } from './agreement';
import { dateOf } from './reference-row';

export interface Member {
  id: string;
  name: string;
  kind: string;
  from: Date | null;
  to: Date | null;
  source: string;
}

export interface Membership {
  items: Member[];
  /** How many of each kind. */
  counts: Record<string, number>;
  note: string | null;
}

export function membersAt(agreement: Agreement, at: Date): Membership {
  const group = agreement.about('co-chairs').issg as { members?: Record<string, unknown>[]; note?: string } | undefined;
  const items = (group?.members ?? []).map(memberOf).filter(({ from, to }) => (!from || from <= at) && (!to || at < to));
  const counts: Record<string, number> = {};
  for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1;
  return { items, counts, note: group?.note ?? null };
}

function memberOf({ code, name, kind, from, to, source }: Record<string, unknown>): Member {
  return { id: String(code), name: String(name), kind: String(kind), from: instant(from), to: instant(to), source: String(source ?? '') };
}

function instant(stated: unknown): Date | null {
  const date = dateOf(stated);
  return date === 'bad' ? null : date;
}
