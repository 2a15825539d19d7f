import { Injectable } from '@nestjs/common';
import { LogRepository } from './log.repository';
import { rangeHash, type Hash, type Range } from './merkle';
import { consistencyRanges, inclusionRanges } from './merkle-proof';
import { nodesOf, tilesFor } from './tiles';

/** Proofs from the tiles: a handful of rows, however large the log. */
@Injectable()
export class LogProofs {
  constructor(private readonly log: LogRepository) {}

  inclusion(index: number, size: number): Promise<Hash[]> {
    return this.hashesOf(inclusionRanges(index, size));
  }

  /** The same of many leaves, with one look at the tiles; neighbours share most of their way to the root. */
  async inclusions(indices: readonly number[], size: number): Promise<Hash[][]> {
    const paths = indices.map((index) => inclusionRanges(index, size));
    const nodeOf = nodesOf(await this.log.tiles(tilesFor(paths.flat())));
    const made = new Map<number, Hash>();
    const hashOf = (range: Range) => {
      const key = range.start * (size + 1) + range.end;
      const hash = made.get(key) ?? rangeHash(range, nodeOf);
      made.set(key, hash);
      return hash;
    };
    return paths.map((path) => path.map(hashOf));
  }

  consistency(from: number, to: number): Promise<Hash[]> {
    return this.hashesOf(consistencyRanges(from, to));
  }

  /** The root of the tree when it had `size` leaves. */
  async rootAt(size: number): Promise<Hash> {
    const range = { start: 0, end: size };
    return rangeHash(range, nodesOf(await this.log.tiles(tilesFor([range]))));
  }

  private async hashesOf(ranges: readonly Range[]): Promise<Hash[]> {
    const nodeOf = nodesOf(await this.log.tiles(tilesFor(ranges)));
    return ranges.map((range) => rangeHash(range, nodeOf));
  }
}
