import { readSettings } from '@hotline/platform';
import { createApi } from './create-api';

async function main(): Promise<void> {
  const settings = readSettings();
  const app = await createApi(settings);
  await app.listen(settings.port, settings.host);
  process.send?.({ listening: await app.getUrl() });
  // Whoever started this is gone: a successor will want the port.
  process.once('disconnect', () => void app.close().finally(() => process.exit(0)));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The api could not start.');
  process.exit(1);
});
