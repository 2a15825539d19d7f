// demo.ts - a first start shows real work: the bundled reports go in through the door that everybody uses.
import { readFileSync } from 'node:fs';
import type { Tokens } from './local-state';

interface IncidentItem {
  id: string;
  factStatus: string;
  scope: string;
  act: string | null;
  weapon: string | null;
  from: string;
  pcode: string | null;
  reportCount: number;
  sourceCount: number;
}

export interface DemoOutcome {
  reports: number;
  incidents: IncidentItem[];
}

/** Submits the demo reports through HTTP and waits until the pipeline has nothing left to do. */
export async function submitDemo(url: string, tokens: Tokens, file: string): Promise<DemoOutcome> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as { as: keyof Tokens; report: object });
  for (const as of new Set(lines.map((line) => line.as))) {
    const body = lines.filter((line) => line.as === as).map((line) => `${JSON.stringify(line.report)}\n`).join('');
    const answer = await call(`${url}/v1/reports/batch`, tokens[as], { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body });
    const refused = answer.split('\n').filter((line) => line && (JSON.parse(line) as { status: number }).status >= 400);
    if (refused.length > 0) throw new Error(`A demo report was refused: ${refused[0]}`);
  }
  await pipelineIdle(url, tokens.admin);
  const incidents: IncidentItem[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = JSON.parse(await call(`${url}/v1/incidents?queue=all&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, tokens.auditor)) as {
      items: IncidentItem[];
      nextCursor: string | null;
    };
    incidents.push(...page.items);
    cursor = page.nextCursor;
  }
  return { reports: lines.length, incidents };
}

async function pipelineIdle(url: string, token: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const { topics } = JSON.parse(await call(`${url}/v1/admin/outbox`, token)) as { topics: { open: number }[] };
    if (topics.every(({ open }) => open === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The demo reports were accepted, but the worker did not finish them within a minute.');
}

async function call(url: string, token: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<string> {
  const response = await fetch(url, { ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${options.method ?? 'GET'} ${url} answered ${response.status}: ${text}`);
  return text;
}

/** What happened, as two small tables. */
export function showDemo({ reports, incidents }: DemoOutcome): void {
  const linked = incidents.reduce((sum, incident) => sum + incident.reportCount, 0);
  console.log(`\nDemo: ${reports} reports in Arabic, Russian and English -> ${incidents.length} incidents (${linked} reports accounted for)`);
  const shown = incidents.filter((incident) => incident.reportCount > 1).sort((a, b) => b.reportCount - a.reportCount).slice(0, 8);
  console.table(
    shown.map((incident) => ({
      incident: incident.id.slice(0, 8),
      when: incident.from.slice(0, 16),
      where: incident.pcode,
      what: [incident.act, incident.weapon].filter(Boolean).join(' '),
      reports: incident.reportCount,
      sources: incident.sourceCount,
      facts: incident.factStatus,
      scope: incident.scope,
    })),
  );
  const scopes = [...new Set(incidents.map(({ scope }) => scope))].sort();
  console.table(scopes.map((scope) => ({ scope, incidents: incidents.filter((incident) => incident.scope === scope).length })));
}
