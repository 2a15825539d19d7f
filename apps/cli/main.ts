// main.ts - operators' and auditors' commands. Each command is one file in commands/.
import { Command } from 'commander';
import { agreementCommand } from './commands/agreement.command';
import { backupCommand } from './commands/backup.command';
import { bulletinCommand } from './commands/bulletin.command';
import { exportCommand } from './commands/export.command';
import { keysCommand } from './commands/keys.command';
import { linkageCommand } from './commands/linkage.command';
import { logCommand } from './commands/log.command';
import { peopleCommand } from './commands/people.command';
import { placesCommand } from './commands/places.command';
import { replayCommand } from './commands/replay.command';
import { restoreCommand } from './commands/restore.command';
import { retentionCommand } from './commands/retention.command';
import { setupCommand } from './commands/setup.command';
import { verifyCommand } from './commands/verify.command';
import { witnessCommand } from './commands/witness.command';
import { zonesCommand } from './commands/zones.command';
import { sentenceOf } from './sentence';

const program = new Command('hotline').description(
  'Commands of the hotline. Against a running service they use HOTLINE_URL and HOTLINE_TOKEN, or the tokens of the data dir.',
);
for (const command of [setupCommand, backupCommand, restoreCommand, agreementCommand, bulletinCommand, exportCommand, keysCommand, linkageCommand, logCommand, peopleCommand, placesCommand, replayCommand, retentionCommand, verifyCommand, witnessCommand, zonesCommand]) program.addCommand(command());

program.parseAsync().catch((error: unknown) => {
  console.error(sentenceOf(error));
  process.exit(1);
});
