import { endWhenTold, readSettings } from '@hotline/platform';
import { createApi } from './create-api';

async function main(): Promise<void> {
  const settings = readSettings();
  const app = await createApi(settings);
  await app.listen(settings.port, settings.host);
  endWhenTold(() => app.close());
  if (process.connected) process.send?.({ listening: await app.getUrl() });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The api could not start.');
  process.exit(1);
});
