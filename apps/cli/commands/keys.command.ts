import { Command } from 'commander';
import { ServiceClient } from '../service.client';
import { table } from '../table';

interface Listed {
  kid: string;
  state: string;
  label: string;
  organisation: string;
  scopes: string[];
  expiresAt: string | null;
}

/** Operators' commands for the keys of monitors. A key is printed once, when it is made. */
export function keysCommand(): Command {
  const keys = new Command('keys').description('API keys of monitors and liaisons');
  const admin = () => ServiceClient.as('admin');
  const post = <T>(path: string, body: object) => admin().post<T>(`/v1/admin/keys${path}`, JSON.stringify(body));
  keys
    .command('issue')
    .description('open an account and issue its key')
    .requiredOption('--organisation <name>', 'two holders of one organisation are one source')
    .requiredOption('--label <name>', 'what the operators call the holder')
    .option('--kind <kind>', 'MONITOR, PARTY, STATE or UN', 'MONITOR')
    .option('--party <code>', 'of a party to the agreement')
    .option('--role <role>', 'monitor or liaison', 'monitor')
    .option('--days <n>', 'until it expires', '365')
    .option('--scopes <actions>', 'comma separated', 'report.submit,receipt.read')
    .action(async (options: Record<string, string>) => {
      const holder = { organisation: options.organisation, kind: options.kind, label: options.label, role: options.role, ...(options.party ? { partyCode: options.party } : {}) };
      const made = await post<{ kid: string; key: string }>('', { holder, expiresInDays: Number(options.days), scopes: options.scopes!.split(',') });
      console.log(`${made.key}\n\nThis is the only time it is shown. It is called ${made.kid}.`);
    });
  keys
    .command('rotate <kid>')
    .description('a new key beside the old one')
    .option('--overlap <hours>', 'for which the old one goes on working', '24')
    .action(async (kid: string, { overlap }: { overlap: string }) => {
      const made = await post<{ kid: string; key: string; oldEndsAt: string }>(`/${kid}/rotate`, { overlapHours: Number(overlap) });
      console.log(`${made.key}\n\nThis is the only time it is shown. The old key works until ${made.oldEndsAt}.`);
    });
  keys
    .command('revoke <kid>')
    .description('end a key at once')
    .option('--since <instant>', 'since when it may have been in other hands')
    .action(async (kid: string, { since }: { since?: string }) => {
      const { quarantinedReports } = await post<{ quarantinedReports: number }>(`/${kid}/revoke`, since ? { suspectSince: since } : {});
      console.log(`Revoked. Reports put before people: ${quarantinedReports}.`);
    });
  keys
    .command('quarantine')
    .description('reports of keys that may have been in other hands: not heard as sources until somebody has looked')
    .action(async () => {
      const { items } = await admin().get<{ items: { reportId: string; kid: string; quarantinedAt: string }[] }>('/v1/admin/keys/quarantine');
      console.log(table(['report', 'key', 'since'], items.map(({ reportId, kid, quarantinedAt }) => [reportId, kid, quarantinedAt])));
    });
  keys
    .command('release <reportId>')
    .description('hear a quarantined report as a source again')
    .requiredOption('--why <reason>', 'THE_HOLDER_CONFIRMED_IT or ITS_ORIGIN_WAS_PROVED')
    .action(async (reportId: string, { why }: { why: string }) => {
      await post(`/quarantine/${reportId}/release`, { why });
      console.log('Released. Its incident is judged again.');
    });
  keys
    .command('list')
    .description('every key and its state')
    .action(async () => {
      const { items } = await admin().get<{ items: Listed[] }>('/v1/admin/keys');
      console.log(table(['kid', 'state', 'holder', 'organisation', 'scopes', 'expires'], items.map((key) => [key.kid, key.state, key.label, key.organisation, key.scopes.join(' '), key.expiresAt ?? 'never'])));
    });
  return keys;
}
