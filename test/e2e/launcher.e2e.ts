import { existsSync, mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StandaloneProcess } from '../../tools/bench/standalone.process';
import { Deaths } from '../../tools/chaos/deaths';
import { Victims } from '../../tools/chaos/victims.process';
import { until } from '../support';
import { standaloneIn } from '../support/standalone';

jest.setTimeout(120_000);

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the launcher of the whole service', () => {
  let service: StandaloneProcess;
  const lines: string[] = [];
  beforeEach(() => {
    service = standaloneIn(mkdtempSync(join(tmpdir(), 'hotline-launcher-')));
    service.heard = (line) => lines.push(line);
  });
  afterEach(async () => {
    await service.stop();
    service.remove();
    lines.length = 0;
  });

  onLinux('starts an api again that was killed before it was ever ready [needs /proc]', async () => {
    const up = service.start();
    await until('the api was struck', () => new Victims(service, new Deaths()).strike('api'), 60_000);
    await up;
    expect(lines).toContain('The api ended (killed by SIGKILL); starting it again.');
  });

  onLinux('leaves no worker behind when it is told to end before that was ready [needs /proc]', async () => {
    const up = service.start().catch(() => undefined);
    const worker = await until('the worker was begun', () => service.workerPid, 60_000);
    await service.stop();
    expect(existsSync(`/proc/${worker}`)).toBe(false);
    await up;
  });

  it('gives up on an api that leaves by itself before it was ever ready', async () => {
    const neighbour = createServer((socket) => socket.destroy());
    await new Promise<void>((listening) => neighbour.listen(0, '127.0.0.1', listening));
    service.url = `http://127.0.0.1:${(neighbour.address() as AddressInfo).port}`;
    try {
      await expect(service.startAgain()).rejects.toThrow('ended before it was ready');
      expect(lines).toContain('The api could not start.');
    } finally {
      neighbour.close();
    }
  });
});
