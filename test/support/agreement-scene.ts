// agreement-scene.ts - what the tests of the agreement say again and again: report, wait, read the incident; change the data.
import { createHash } from 'node:crypto';
import { AccountRepository, type NewAccount } from '@hotline/platform';
import { aReport } from './report-builder';
import type { Answer, TestService } from './test-service';

type As = Parameters<TestService['call']>[2];
type Body = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

type Square = { lat: number; lon: number; side?: number; [property: string]: unknown };

export interface Told {
  reportId: string;
  receipt: string;
}

export class AgreementScene {
  constructor(private readonly service: TestService) {}

  async submit(change: Record<string, unknown>, as: As = 'monitor'): Promise<Told> {
    const { status, body } = await this.service.post('/v1/reports', as, aReport(change));
    if (status !== 202) throw new Error(`Refused with ${status}: ${JSON.stringify(body)}`);
    return body as Told;
  }

  /** Files one report and returns its incident as the secretariat sees it, once it is assessed. */
  async incident(change: Record<string, unknown>, as: As = 'monitor'): Promise<Body> {
    return this.incidentOf(await this.submit(change, as));
  }

  async incidentOf({ reportId }: Told, query = ''): Promise<Body> {
    await this.service.settled();
    const [row] = await this.service.db.database.query<{ id: string }>('SELECT incident_id AS id FROM incident_report WHERE report_id = $1', [reportId]);
    return (await this.service.get(`/v1/incidents/${row!.id}${query}`, 'secretariat')).body;
  }

  /** Changes the agreement as an operator does, and waits until everything is judged anew. */
  async apply(files: Record<string, unknown>, query = ''): Promise<Answer> {
    const answer = await this.service.post(`/v1/admin/agreement${query}`, 'admin', files);
    await this.service.settled();
    return answer;
  }

  /** Imports zones, and waits until everything is judged anew. */
  async importZones(...zones: Square[]): Promise<Answer> {
    const answer = await this.postZones(...zones);
    await this.service.settled();
    return answer;
  }

  /** One square of `side` degrees around a point for each description. */
  postZones(...zones: Square[]): Promise<Answer> {
    const features = zones.map(({ lat, lon, side = 0.2, ...properties }) => {
      const [west, east, south, north] = [lon - side / 2, lon + side / 2, lat - side / 2, lat + side / 2];
      return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] } };
    });
    return this.service.post('/v1/admin/zones', 'admin', { type: 'FeatureCollection', features });
  }

  async party(code: string, at: string): Promise<Body> {
    return (await this.service.get(`/v1/parties/${code}?at=${encodeURIComponent(at)}`, 'auditor')).body;
  }

  /** Opens an account and returns a way to call as it. */
  async account(account: Omit<NewAccount, 'tokenSha256'>): Promise<(method: string, path: string, body?: unknown) => Promise<Answer>> {
    const token = createHash('sha256').update(JSON.stringify(account)).digest('base64url');
    await this.service.api.get(AccountRepository).open({ ...account, tokenSha256: createHash('sha256').update(token).digest() });
    return (method, path, body) => this.service.call(method, path, null, body, { authorization: `Bearer ${token}` });
  }
}

/** A row of `acceptances.json`. */
export function anAcceptance(id: string, party: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id, party, receivedBy: 'US', receivedAt: '2016-02-26T09:00:00Z', attestedAt: '2016-02-26T15:00:00Z', channel: 'DIRECT', status: 'IN_TIME',
    conditionalOn: null, source: 'a test', ...change,
  };
}

/** A row of `parties.json`. */
export function aParty(code: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return { code, names: { en: code.toLowerCase().replace(/_/g, ' ') }, aliases: [], side: 'ARMED_OPPOSITION', kind: 'ARMED_GROUP', parent: null, status: 'ACCEPTED', source: 'a test', ...change };
}
