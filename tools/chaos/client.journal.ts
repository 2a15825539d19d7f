import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

export interface Acknowledged {
  reportId: string;
  contentSha256: string;
}

/** What the client was promised, on its own disk before it believes it: the oracle of a chaos run. */
export class ClientJournal {
  private readonly file: number;
  count = 0;

  constructor(private readonly path: string) {
    this.file = openSync(path, 'a', 0o600);
  }

  write(line: Acknowledged): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`);
    fsyncSync(this.file);
    this.count++;
  }

  read(): Acknowledged[] {
    return readFileSync(this.path, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Acknowledged);
  }

  close(): void {
    closeSync(this.file);
  }
}
