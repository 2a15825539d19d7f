// reading.ts - where the reader was in the list, for coming back and for next and previous. Of this tab only.
let last: string | null = null;

export function lastRead(): string | null {
  return last;
}

export function rememberRead(id: string): void {
  last = id;
}
