// download.ts - an export as it comes: counted, hashed and only then saved, so that a broken one is never taken for a whole one.
import { hex } from './hex';

export interface Progress {
  bytes: number;
  /** Line feeds: what they mean is for the format to say. */
  lines: number;
}

export interface Taken extends Progress {
  blob: Blob;
  sha256: string;
  checkpoint: string | null;
}

const FEED = 0x0a;

/** @param onProgress at most ten times a second */
export async function take(response: Response, onProgress: (progress: Progress) => void): Promise<Taken> {
  const reader = response.body!.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const progress: Progress = { bytes: 0, lines: 0 };
  let toldAt = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    const piece = step.value as Uint8Array<ArrayBuffer>;
    pieces.push(piece);
    progress.bytes += piece.length;
    for (const byte of piece) if (byte === FEED) progress.lines += 1;
    if (performance.now() - toldAt > 100) {
      toldAt = performance.now();
      onProgress({ ...progress });
    }
  }
  const blob = new Blob(pieces, { type: response.headers.get('content-type') ?? 'application/octet-stream' });
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  onProgress({ ...progress });
  return { ...progress, blob, sha256: hex(new Uint8Array(digest)), checkpoint: response.headers.get('hotline-checkpoint') };
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
