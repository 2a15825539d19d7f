import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { Client, type Connection, type Submittable } from 'pg';

/** First byte of a message of the stream: what the rest of it is. */
const NEW_FILE = 'n'.charCodeAt(0);
const MANIFEST = 'm'.charCodeAt(0);
const DATA = 'd'.charCodeAt(0);

/**
 * Takes a base backup over the replication protocol, as pg_basebackup does, while the server serves: `base.tar` with the
 * write-ahead log it needs to be whole, and `backup_manifest`. On disk once it returns.
 */
export async function takeBaseBackup(ownerUrl: string, folder: string, label: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, replication: 'true', application_name: 'hotline backup' } as ConstructorParameters<typeof Client>[0]);
  client.on('error', () => undefined); // the copy itself says that it broke off
  await client.connect();
  try {
    await new Promise<void>((done, failed) => {
      const text = `BASE_BACKUP (LABEL '${label.replace(/'/g, "''")}', CHECKPOINT 'fast', WAL true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`;
      client.query(new BaseBackup(text, folder, done, failed));
    });
  } finally {
    await client.end();
  }
}

/** One statement whose answer is a stream of files. */
export class BaseBackup implements Submittable {
  private file: WriteStream | null = null;
  private readonly written: Promise<void>[] = [];

  constructor(
    private readonly text: string,
    private readonly folder: string,
    private readonly done: () => void,
    private readonly failed: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.text);
  }

  handleCopyData({ chunk }: { chunk: Buffer }, connection: Connection): void {
    const kind = chunk[0];
    if (kind === NEW_FILE) this.open(chunk.subarray(1, chunk.indexOf(0, 1)).toString(), connection);
    if (kind === MANIFEST) this.open('backup_manifest', connection);
    // Its bytes are the socket's and will be written over, while the disk is slower than the server.
    if (kind === DATA && !this.file!.write(Buffer.from(chunk.subarray(1)))) connection.stream.pause();
  }

  private open(name: string, connection: Connection): void {
    if (!/^[\w.]+$/.test(name)) throw new Error(`The server sent a file of the name ${name}.`);
    this.file?.end();
    const resume = () => connection.stream.resume();
    const file = createWriteStream(join(this.folder, name), { mode: 0o600, flags: 'wx', flush: true }).on('drain', resume).on('close', resume);
    this.written.push(new Promise((done, failed) => file.once('close', done).once('error', failed)));
    this.file = file;
  }

  handleReadyForQuery(): void {
    this.file?.end();
    Promise.all(this.written).then(this.done, this.failed);
  }

  handleError(error: Error): void {
    this.file?.destroy();
    this.failed(error);
  }

  // Where it began and ended is in the manifest.
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCopyInResponse(): void {}
}
