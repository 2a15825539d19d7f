import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { readSettings } from '@hotline/platform';
import { watch } from './watchdog';
import { WorkerModule } from './worker.module';

/** How long a worker whose servers have vanished may take to let go, in milliseconds. */
const LAST_RESORT_MS = 8_000;

async function main(): Promise<void> {
  const settings = readSettings();
  const app = await NestFactory.createApplicationContext(WorkerModule.of(settings), {
    logger: settings.logLevel === 'debug' ? undefined : ['error', 'fatal'],
    abortOnError: false,
  });
  watch();
  process.send?.({ ready: true });
  const stop = () => {
    setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
    app.close().then(() => process.exit(0), () => process.exit(1));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The worker could not start.');
  process.exit(1);
});
