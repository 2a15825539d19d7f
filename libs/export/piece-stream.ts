// piece-stream.ts - pieces that are made as fast as they are read, as a stream.
import { Readable } from 'node:stream';

/**
 * Its first piece is there before this resolves, so that what fails early is a problem document and not half a file.
 * A reader who leaves ends the generator, also before reading: `Readable.from` would not.
 */
export async function streamOf(pieces: AsyncGenerator<string | Uint8Array>): Promise<Readable> {
  let next = Promise.resolve(await pieces.next());
  return new Readable({
    read() {
      next.then(
        ({ done, value }) => {
          if (!done) next = pieces.next();
          next.catch(() => undefined); // seen by the next read
          this.push(done ? null : typeof value === 'string' ? Buffer.from(value) : value);
        },
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, callback) {
      pieces.return(undefined).then(
        () => callback(error),
        () => callback(error),
      );
    },
  });
}
