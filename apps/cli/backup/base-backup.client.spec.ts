import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseBackup } from './base-backup.client';

describe('what a server sends of a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-backup-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is kept as it came, although the driver writes the next message over it before the disk has it', async () => {
    const connection = { stream: { pause: () => undefined, resume: () => undefined } } as never;
    await new Promise<void>((done, failed) => {
      const backup = new BaseBackup('BASE_BACKUP', folder, done, failed);
      const bytes = Buffer.alloc(64);
      const send = (message: string) => {
        bytes.fill(0);
        bytes.write(message);
        backup.handleCopyData({ chunk: bytes.subarray(0, message.length) }, connection);
      };
      send('nbase.tar\0');
      send('dthe first piece, ');
      send('dthe second');
      backup.handleReadyForQuery();
    });
    expect(readFileSync(join(folder, 'base.tar'), 'utf8')).toBe('the first piece, the second');
  });
});
