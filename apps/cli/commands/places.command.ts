import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { ServiceClient } from '../service.client';

export function placesCommand(): Command {
  const places = new Command('places').description('the gazetteer: names of places in any script');
  places
    .command('import <file>')
    .description('load places from JSON lines (lat, lon, pcode, name_en, name_ar, ... or our own fields); what is not mentioned stays')
    .requiredOption('--source <text>', 'where the names and points come from, and their licence')
    .option('--radius <metres>', 'how far from its point a place may reach, where the file does not say', '2000')
    .action(async (file: string, { source, radius }: { source: string; radius: string }) => {
      const query = `source=${encodeURIComponent(source)}&radiusM=${encodeURIComponent(radius)}`;
      const summary = await ServiceClient.as('admin').post<Record<string, number>>(`/v1/admin/places?${query}`, readFileSync(file, 'utf8'), 'application/x-ndjson');
      console.log(Object.entries(summary).map(([what, count]) => `${what}: ${count}`).join('\n'));
    });
  places
    .command('find <name>')
    .description('which places could a name mean')
    .action(async (name: string) => {
      const { items } = await ServiceClient.as('monitor').get<{ items: { code: string; name: string; confidence: number; why: string }[] }>(`/v1/places?q=${encodeURIComponent(name)}`);
      console.log(items.length > 0 ? items.map((each) => `${each.confidence.toFixed(2)}  ${each.code}  ${each.name}  (${each.why})`).join('\n') : 'No known place has this name.');
    });
  return places;
}
