// homes.ts - where each role lands, and which pages it has. The service decides what may be seen; this decides what is offered.
import type { Role } from '../api/shapes';

export const PAGES = {
  triage: { path: '/triage', for: ['secretariat'] },
  queue: { path: '/queue', for: ['reviewer', 'secretariat', 'auditor'] },
  questions: { path: '/questions', for: ['liaison', 'secretariat'] },
  places: { path: '/places', for: ['reviewer', 'secretariat', 'auditor'] },
  bulletin: { path: '/bulletin', for: ['reviewer', 'secretariat', 'auditor'] },
  referrals: { path: '/referrals', for: ['reviewer', 'secretariat', 'auditor'] },
  audit: { path: '/record', for: ['auditor', 'secretariat'] },
  operate: { path: '/operations', for: ['admin'] },
  keys: { path: '/keys', for: ['admin'] },
  people: { path: '/people', for: ['admin'] },
  webhooks: { path: '/webhooks', for: ['admin'] },
  report: { path: '/report', for: ['monitor', 'liaison', 'delineation', 'admin', 'reviewer', 'secretariat', 'auditor'] },
} as const satisfies Record<string, { path: string; for: readonly Role[] }>;

export type PageName = keyof typeof PAGES;

const HOMES: Record<Role, PageName> = { monitor: 'report', liaison: 'questions', delineation: 'report', reviewer: 'queue', secretariat: 'triage', auditor: 'audit', admin: 'operate' };

export function homeOf(role: Role): string {
  return PAGES[HOMES[role]].path;
}

export function mayOpen(role: Role, page: PageName): boolean {
  return (PAGES[page].for as readonly Role[]).includes(role);
}

export function pagesOf(role: Role): PageName[] {
  return (Object.keys(PAGES) as PageName[]).filter((page) => mayOpen(role, page));
}
