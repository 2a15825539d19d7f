import { createLog } from '@hotline/platform';
import { EventsService, type Sink } from './events.service';
import type { FeedRepository } from './feed.repository';

const PLACE = { tx: '5', id: '1' };

/** A response: it closes when the service ends it. */
function aSink(): { sink: Sink; isEnded: () => boolean } {
  let ended = false;
  return { sink: { write: () => true, end: () => (ended = true), once: () => undefined, get destroyed() { return ended; } }, isEnded: () => ended };
}

it('a look that failed is not remembered: who comes back when the database does is heard again', async () => {
  let isAway = true;
  let looked = () => undefined as void;
  const look = new Promise<void>((done) => (looked = done));
  const feed = {
    horizon: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve('6')),
    after: () => {
      looked();
      return Promise.resolve({ facts: [], next: PLACE, isEnd: true });
    },
  } as unknown as FeedRepository;
  const events = new EventsService(feed, createLog('silent'));

  const [first, second] = [aSink(), aSink()];
  await events.stream({ viewer: 'OSE' }, PLACE, first.sink);
  expect(first.isEnded()).toBe(true);

  isAway = false;
  const listening = events.stream({ viewer: 'OSE' }, PLACE, second.sink);
  await Promise.race([look, listening]);
  expect(second.isEnded()).toBe(false);
  events.onModuleDestroy();
  await listening;
});
