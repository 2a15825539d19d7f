// sentence.ts - an error as a person at a terminal wants to read it.

/** The system's own errors by their code; whatever else there is says itself what to do. */
const SENTENCES: Readonly<Record<string, (error: NodeJS.ErrnoException & { port?: number }) => string>> = {
  ENOENT: ({ path }) => `There is no file ${path}.`,
  EEXIST: ({ path }) => `${path} is there already, and is never overwritten: give another name.`,
  EISDIR: ({ path }) => `${path ?? 'That'} is a folder; a file is needed.`,
  EACCES: ({ path, port }) => (port ? `Port ${port} may not be used by this account.` : `${path} may not be read or written by this account.`),
  EADDRINUSE: ({ port }) => `Port ${port} is taken by another program: give another with --port.`,
};

export function sentenceOf(error: unknown): string {
  const { code, message } = Object(error) as Partial<NodeJS.ErrnoException>;
  return (code && SENTENCES[code]?.(error as NodeJS.ErrnoException)) || (message ?? String(error));
}
