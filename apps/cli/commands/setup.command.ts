import { Command } from 'commander';
import { readLocalSettings, readSettings } from '@hotline/platform';
import { migrate, prepare } from '../../standalone/prepare';

/** For a team's servers: schema and reference data, run once per release before api and worker. */
export function setupCommand(): Command {
  return new Command('setup')
    .description('bring the schema up to date and load the agreement (as HOTLINE_OWNER_DATABASE_URL; lets the role of DATABASE_URL in)')
    .action(async () => {
      const settings = readSettings();
      const ran = await migrate(readLocalSettings().ownerDatabaseUrl ?? settings.databaseUrl, settings.databaseUrl);
      console.log(ran.length > 0 ? `Migrated: ${ran.join(', ')}.` : 'The schema was up to date.');
      await prepare(settings, []);
      console.log('The agreement is loaded.');
    });
}
