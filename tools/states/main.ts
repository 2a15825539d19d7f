// main.ts - writes docs/STATES.md and docs/CRASH-POINTS.md from their tables: npm run states
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { statesPage } from '@hotline/review';
import { crashPointsPage } from '../chaos/crash-points';

const docs = resolve(__dirname, '../../../docs');
writeFileSync(resolve(docs, 'STATES.md'), statesPage());
writeFileSync(resolve(docs, 'CRASH-POINTS.md'), crashPointsPage());
