import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { endWhenTold, readSettings } from '@hotline/platform';
import { watch } from './watchdog';
import { WorkerModule } from './worker.module';

async function main(): Promise<void> {
  const settings = readSettings();
  const app = await NestFactory.createApplicationContext(WorkerModule.of(settings), {
    logger: settings.logLevel === 'debug' ? undefined : ['error', 'fatal'],
    abortOnError: false,
  });
  watch();
  endWhenTold(() => app.close());
  if (process.connected) process.send?.({ ready: true });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The worker could not start.');
  process.exit(1);
});
