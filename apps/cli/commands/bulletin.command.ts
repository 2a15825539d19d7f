import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { checkBulletin, readPublished } from '@hotline/export';
import { ServiceClient } from '../service.client';

/** As the sources of 2016 use the name: the city, the countryside around it, or both. */
const AMBIGUOUS = { Damascus: ['SY01 (the city)', 'SY03 (Rif Dimashq)'] };

export function bulletinCommand(): Command {
  const bulletin = new Command('bulletin').description('a day in numbers: ours, and those that others published');
  bulletin
    .command('get <date>')
    .description('the bulletin of a day as JSON, or with --page as a page to print')
    .option('--page <file>', 'write the page to this file')
    .action(async (date: string, { page }: { page?: string }) => {
      const path = `/v1/bulletins/${encodeURIComponent(date)}`;
      if (!page) return console.log(JSON.stringify(await ServiceClient.as('auditor').get(path), null, 2));
      writeFileSync(page, await (await ServiceClient.as('auditor').send('GET', `${path}/page`)).text());
      console.log(`Written to ${page}.`);
    });
  bulletin
    .command('import <file>')
    .description('read published bulletins (JSON lines: id, date, publisher, total, byGovernorate, parts) and flag what does not add up')
    .action((file: string) => {
      const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '');
      let wrong = 0;
      for (const line of lines) {
        const published = readPublished(line);
        const flags = checkBulletin(published, AMBIGUOUS);
        if (flags.some(({ flag }) => flag.endsWith('ADD_UP'))) wrong++;
        console.log(`${published.date} ${published.publisher}: ${published.total ?? 'no total'}`);
        for (const { flag, says } of flags) console.log(`  ${flag}: ${says}`);
      }
      console.log(`${lines.length} bulletins read, ${wrong} do not add up. They are kept as published.`);
    });
  return bulletin;
}
