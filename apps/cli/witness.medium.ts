import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, createLog, type Settings } from '@hotline/platform';
import { COSIGNATURE_KEY, fromSeed, Ledger, LogKey, LogProofs, LogRepository, LogSequencer, LogService, readVerifier, signCheckpoint, splitViews, WitnessRounds } from '@hotline/ledger';
import { testDatabase, type TestDatabase } from '../../test/support';
import { readJournal, WitnessJournal } from './witness-journal';
import { answerTo, witnessServer } from './witness.server';

describe('three witnesses', () => {
  const names = ['us', 'ru', 'ose'] as const;
  let db: TestDatabase;
  let folder: string;
  let key: LogKey;
  let rounds: WitnessRounds;
  let log: LogService;
  let grow: () => Promise<void>;
  const servers = new Map<string, Server>();
  const journals = new Map<string, WitnessJournal>();
  const signers = new Map(names.map((name, at) => [name, fromSeed(`${name}.example/witness`, COSIGNATURE_KEY, Buffer.alloc(32, 10 + at))]));
  const fileOf = (name: string) => join(folder, `${name}.ndjson`);
  const clock = new Clock();

  const start = async (name: (typeof names)[number], port = 0) => {
    const journal = new WitnessJournal(fileOf(name));
    const server = witnessServer({ log: readVerifier(new LogKey({ secret: Buffer.alloc(32, 1) } as Settings).signer.vkey), signer: signers.get(name)!, journal, now: () => clock.now() });
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    servers.set(name, server);
    journals.set(name, journal);
    return (server.address() as AddressInfo).port;
  };
  const stop = async (name: string) => {
    servers.get(name)?.closeAllConnections();
    await new Promise((done) => servers.get(name)?.close(done));
    servers.delete(name);
    journals.get(name)!.close();
  };

  let ports: number[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hotline-witness-'));
    db = await testDatabase();
    ports = [];
    for (const name of names) ports.push(await start(name));
    const witnesses = names.map((name, at) => ({ url: `http://127.0.0.1:${ports[at]}/`, vkey: signers.get(name)!.vkey }));
    key = new LogKey({ secret: Buffer.alloc(32, 1), witnesses } as Settings);
    const repository = new LogRepository(db.database);
    const proofs = new LogProofs(repository);
    const sequencer = new LogSequencer(db.database, repository, key, clock);
    log = new LogService(repository, proofs, sequencer, key);
    rounds = new WitnessRounds(createLog('silent'), key, repository, proofs);
    const ledger = new Ledger(db.database, clock);
    grow = async () => {
      await db.database.transaction((tx) => ledger.record(tx, Array.from({ length: 9 }, () => ({ type: 'report.received', reportId: randomUUID(), content: {} }))));
      await sequencer.bringUpToDate();
    };
  });
  afterAll(async () => {
    for (const name of [...servers.keys()]) await stop(name);
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const since = async () => (await log.status()).witnesses.map(({ notCosignedSince }) => notCosignedSince);

  it('cosign what continues, and the checkpoint carries their lines', async () => {
    await grow();
    expect(await since()).toEqual(['ever', 'ever', 'ever']);
    expect(await rounds.round()).toBe(3);
    expect((await log.checkpoint()).match(/— (us|ru|ose)\.example\/witness /g)).toHaveLength(3);
    await grow();
    expect(await rounds.round()).toBe(3);
    expect(await rounds.round()).toBe(0);
    expect(await since()).toEqual([null, null, null]);
  });

  it('one that is down holds up nobody, is seen to be missing, and is caught up with', async () => {
    await stop('ru');
    await grow();
    await grow();
    expect(await rounds.round()).toBe(2);
    expect((await since()).map((value) => value === null)).toEqual([true, false, true]);
    await start('ru', ports[1]);
    expect(await rounds.round()).toBe(1);
    expect(await since()).toEqual([null, null, null]);
  });

  it('one whose answer was lost tells the size it cosigned last, and is asked again', async () => {
    await grow();
    const head = (await log.head()).note;
    const cosigned = journals.get('ose')!.last!.size;
    const proof = (await new LogProofs(new LogRepository(db.database)).consistency(cosigned, (await log.head()).size)).map((hash) => `${hash.toString('base64')}\n`).join('');
    const parts = { log: readVerifier(key.signer.vkey), signer: signers.get('ose')!, journal: journals.get('ose')!, now: () => clock.now() };
    expect(answerTo(`old ${cosigned}\n${proof}\n${head}`, parts).status).toBe(200);
    await grow();
    expect(await rounds.round()).toBe(3);
  });

  it('one that starts again knows what it cosigned, and drops a line that a crash tore', async () => {
    const { size } = journals.get('us')!.last!;
    await stop('us');
    appendFileSync(fileOf('us'), '{"size": 1000, "ro');
    await start('us', ports[0]);
    expect(journals.get('us')!.last!.size).toBe(size);
    expect(readJournal(fileOf('us')).lines.at(-1)!.size).toBe(size);
  });

  it('two that were shown two histories expose it when their journals are compared', async () => {
    const { size } = journals.get('us')!.last!;
    const other = signCheckpoint({ origin: key.origin, size, root: Buffer.alloc(32, 7) }, key.signer);
    const journal = new WitnessJournal(fileOf('shown-a-fork'));
    expect(answerTo(`old 0\n\n${other}`, { log: readVerifier(key.signer.vkey), signer: signers.get('ru')!, journal, now: () => clock.now() }).status).toBe(200);
    journal.close();
    expect(splitViews(readJournal(fileOf('us')).lines, readJournal(fileOf('ru')).lines)).toEqual([]);
    expect(splitViews(readJournal(fileOf('us')).lines, readJournal(fileOf('shown-a-fork')).lines)).toMatchObject([{ size }]);
  });
});
