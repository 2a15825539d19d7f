// statement.ts - what the service signs when it accepts a report: whoever holds it can prove a later deletion.

export interface Accepted {
  id: string;
  /** Hexadecimal, over the bytes as they were sent. */
  contentSha256: string;
  receivedAt: Date;
}

/** Nothing of the reporter is in it. The first line says what it is, so that no other signature of the log can pass for it. */
export function statementText(origin: string, { id, contentSha256, receivedAt }: Accepted): string {
  return `${origin}/receipt/v1\nreport ${id}\ncontent-sha256 ${contentSha256}\naccepted ${receivedAt.toISOString()}\n`;
}
