import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { HotlineError, SETTINGS, type Settings } from '@hotline/platform';
import type { IncidentFilter } from '@hotline/review';
import { FORMATS, type ExportFormat, type FormatName } from './export-format';
import { IncidentExportRepository } from './incident-export.repository';

@Injectable()
export class IncidentExportService {
  private running = 0;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly incidents: IncidentExportRepository,
  ) {}

  /**
   * A file that is read from the database as fast as it is read from us. Its first piece is there before the answer
   * begins, so that what fails early is a problem document and not half a file.
   */
  async stream(format: FormatName, filter: IncidentFilter): Promise<Readable> {
    // Each export holds a connection for as long as its reader takes: half of them stay free for those who report.
    if (this.running >= Math.floor(this.settings.poolSize / 2)) {
      throw new HotlineError('service.unavailable', 'Too many exports are under way; try again in a while.');
    }
    this.running++;
    const pieces = piecesOf(FORMATS[format], this.incidents.batches(filter), () => this.running--);
    return readable(pieces, await pieces.next());
  }
}

async function* piecesOf(format: ExportFormat, batches: AsyncIterable<Parameters<ExportFormat['rows']>[0]>, done: () => void): AsyncGenerator<string> {
  try {
    let pending = format.begin;
    let isFirst = true;
    for await (const batch of batches) {
      yield pending + format.rows(batch, isFirst);
      pending = '';
      isFirst = false;
    }
    yield pending + format.end;
  } finally {
    done();
  }
}

/** `Readable.from` would not end a generator whose reader left before reading; this does. */
function readable(pieces: AsyncGenerator<string>, first: IteratorResult<string>): Readable {
  let next: Promise<IteratorResult<string>> = Promise.resolve(first);
  return new Readable({
    read() {
      next.then(
        ({ done, value }) => {
          if (!done) next = pieces.next();
          next.catch(() => undefined); // seen by the next read
          this.push(done ? null : Buffer.from(value));
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
