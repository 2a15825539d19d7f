import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { ServiceClient } from '../service.client';

export function zonesCommand(): Command {
  const zones = new Command('zones').description('delineated territory');
  zones
    .command('import <file>')
    .description('load zone versions from a GeoJSON file (OCHA COD-AB or our own properties); unchanged zones stay as they are')
    .option('--source <name>', 'who drew these boundaries', 'OCHA')
    .action(async (file: string, { source }: { source: string }) => {
      const text = readFileSync(file, 'utf8');
      const summary = await ServiceClient.as('admin').post<Record<string, unknown>>(
        `/v1/admin/zones?source=${encodeURIComponent(source)}`,
        text,
        'application/geo+json',
      );
      console.log(Object.entries(summary).map(([what, value]) => `${what}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join('\n'));
    });
  return zones;
}
