// copied-rows.reader.ts - what `COPY ... TO STDOUT` sends, as it comes from the socket: no value and no text is made of it.
import { Query, type ClientBase } from 'pg';

/** Bytes gathered before they are handed on; a longer row is handed on alone. */
const BLOCK = 1 << 17;

class CopyOut extends Query {
  readonly blocks: Buffer[] = [];
  private block = Buffer.allocUnsafe(BLOCK);
  private used = 0;

  /** PostgreSQL sends every row in a message of its own. Its bytes are the socket's and will be written over. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.used + chunk.length > this.block.length) {
      this.finish();
      this.block = Buffer.allocUnsafe(Math.max(BLOCK, chunk.length));
    }
    this.used += chunk.copy(this.block, this.used);
  }

  finish(): Buffer[] {
    if (this.used > 0) this.blocks.push(this.block.subarray(0, this.used));
    this.used = 0;
    return this.blocks;
  }
}

/** Blocks of whole rows. COPY takes no parameters. @param select never a word of a request */
export function copied(client: ClientBase, select: string): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const copy = new CopyOut(`COPY (${select}) TO STDOUT`, (error) => (error ? reject(error) : resolve(copy.finish())));
    client.query(copy);
  });
}
