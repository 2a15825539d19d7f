// main.ts - writes docs/STATES.md from the state tables: npm run states
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { statesPage } from '@hotline/review';

writeFileSync(resolve(__dirname, '../../../docs/STATES.md'), statesPage());
