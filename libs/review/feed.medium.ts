import { testDatabase, until, type TestDatabase } from '../../test/support';
import { parseEventId, type FeedCursor } from './event';
import { FeedRepository } from './feed.repository';

describe('the feed of events', () => {
  let db: TestDatabase;
  let feed: FeedRepository;
  beforeAll(async () => {
    db = await testDatabase();
    feed = new FeedRepository(db.database);
  });
  afterAll(() => db.close());
  const add = `INSERT INTO fact (type, recorded_at, content) VALUES ('incident.closed', now(), jsonb_build_object('name', $1::text))`;
  /** Once something follows: whatever runs beside this, in any database of the server, holds events back as well. */
  const names = (from: FeedCursor) =>
    until('something follows', async () => {
      const { facts, next } = await feed.after(from, 100);
      return facts.length > 0 ? { names: facts.map(({ content }) => content.name), next } : null;
    });

  it('loses nothing that commits late, in whichever order transactions took their numbers', async () => {
    const start = await feed.end();
    const [slow, quick] = [db.database.source.createQueryRunner(), db.database.source.createQueryRunner()];
    try {
      await quick.startTransaction();
      await quick.query('SELECT pg_current_xact_id()'); // the older transaction ...
      await slow.startTransaction();
      await slow.query(add, ['slow']); // ... gets the later fact
      await quick.query(add, ['quick']);
      await quick.commitTransaction();
      await db.database.query(add, ['after both']);
      const early = await names(start);
      expect(early.names).toEqual(['quick']); // what is younger than a running transaction waits
      await slow.commitTransaction();
      const late = await names(early.next);
      expect(late.names.length === 2 ? late.names : [...late.names, ...(await names(late.next)).names]).toEqual(['slow', 'after both']);
    } finally {
      await Promise.all([slow.release(), quick.release()]);
    }
  });

  it('loses and repeats nothing while sixteen writers commit and roll back as they like', async () => {
    let cursor = await feed.end();
    const read: unknown[] = [];
    let writing = true;
    const reader = (async () => {
      do {
        const { facts, next } = await feed.after(cursor, 7);
        read.push(...facts.map(({ content }) => content.name));
        cursor = next;
      } while (writing);
    })();
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        for (let turn = 0; turn < 12; turn++) {
          await db.database
            .transaction(async (tx) => {
              await tx.query(add, [`${writer} ${turn} a`]);
              await tx.query('SELECT pg_sleep(random() / 200)');
              await tx.query(add, [`${writer} ${turn} b`]);
              if (turn % 5 === 4) throw new Error('rolled back');
            })
            .catch(() => undefined);
        }
      }),
    );
    writing = false;
    await reader;
    const written = await db.database.query<{ name: string }>(`SELECT content ->> 'name' AS name FROM fact WHERE content ->> 'name' ~ '^\\d+ \\d+ [ab]$' ORDER BY 1`);
    expect(written.length).toBe(16 * 10 * 2);
    await until('all of it was read', async () => {
      const found = await feed.after(cursor, 7);
      read.push(...found.facts.map(({ content }) => content.name));
      cursor = found.next;
      return found.isEnd && written.every(({ name }) => read.includes(name));
    });
    expect(read.filter((name) => name !== 'after both').sort()).toEqual(written.map(({ name }) => name).sort());
  });

  it('goes on from the id of any event', async () => {
    const all = (await feed.after(parseEventId('0')!, 1_000)).facts;
    const middle = all[Math.floor(all.length / 2)]!;
    const rest = (await feed.after(parseEventId(`${middle.tx}-${middle.id}`)!, 1_000)).facts;
    expect(rest.map(({ id }) => id)).toEqual(all.slice(Math.floor(all.length / 2) + 1).map(({ id }) => id));
  });
});
