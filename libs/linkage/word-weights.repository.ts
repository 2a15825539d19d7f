import { Injectable } from '@nestjs/common';
import { prepared } from '@hotline/platform';
import type { EntityManager } from 'typeorm';
import { rarityIn, type Rarity } from './rarity';
import { wordsOf } from './words';

/** As many reports are counted. */
const COUNTED = 1024;

/**
 * How much each word tells, counted in the reports before the last power of two that the archive has passed (1,024, 2,048, 4,096, ...). What is weighed
 * depends on the place of a report in the log alone: not on the worker, and not on the order of linking. Before there are enough reports all words tell alike.
 */
@Injectable()
export class WordWeights {
  private counted: { until: number; rarity: Promise<Rarity> } | null = null;

  /** For reports up to `seq`. Reads the archive once for each power of two. */
  at(tx: EntityManager, seq: number): Promise<Rarity> | null {
    const until = 2 ** Math.floor(Math.log2(Math.max(1, seq)));
    if (until < COUNTED) return null;
    if (this.counted?.until !== until) {
      const rarity = count(tx, until);
      this.counted = { until, rarity };
      rarity.catch(() => (this.counted = null));
    }
    return this.counted!.rarity;
  }
}

async function count(tx: EntityManager, until: number): Promise<Rarity> {
  const rows = await prepared<{ narrative: string | null; language: string | null }>(
    tx,
    `SELECT narrative, language FROM report WHERE seq > $1 AND seq <= $2 AND narrative IS NOT NULL`,
    [until - COUNTED, until],
  );
  return rarityIn(rows.map(({ narrative, language }) => wordsOf(narrative, language).tokens));
}
