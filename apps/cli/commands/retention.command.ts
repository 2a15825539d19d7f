import { Command } from 'commander';
import { ServiceClient } from '../service.client';

/** How long contact details are kept. The worker sees to it every hour; this is for those who cannot wait. */
export function retentionCommand(): Command {
  const retention = new Command('retention').description('how long contact details are kept');
  retention
    .command('run')
    .description('destroy the keys of contact details that are older than the policy keeps them')
    .action(async () => {
      const { destroyed, sealedBefore } = await ServiceClient.as('admin').post<{ destroyed: number; sealedBefore: string }>('/v1/admin/retention/run', '{}');
      console.log(`Destroyed: ${destroyed}. What was sealed before ${sealedBefore} cannot be opened by anybody.`);
    });
  return retention;
}
