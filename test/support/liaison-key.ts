// liaison-key.ts - a key for the liaison of a party, as an operator issues it.
import type { TestService } from './test-service';

export async function liaisonKey(service: TestService, partyCode: string): Promise<string> {
  const holder = { organisation: `Liaison of ${partyCode}`, kind: 'PARTY', partyCode, label: `Liaison of ${partyCode}`, role: 'liaison' };
  const answer = await service.post('/v1/admin/keys', 'admin', { holder, scopes: ['self.read', 'information.read', 'information.reply', 'self-defence.claim', 'event.read'] });
  return (answer.body as { key: string }).key;
}
