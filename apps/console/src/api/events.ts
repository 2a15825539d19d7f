// events.ts - server-sent events out of the text of a stream (WHATWG HTML, 9.2).

export interface ServiceEvent {
  id: string | null;
  type: string;
  data: Record<string, unknown>;
}

/** The whole events in `buffer`, and what is left of it for the next time. */
export function eventsIn(buffer: string): { events: ServiceEvent[]; rest: string } {
  const blocks = buffer.replace(/\r\n?/g, '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.flatMap((block) => {
    const fields = block.split('\n').filter((line) => line && !line.startsWith(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()] as const);
    const data = fields.filter(([name]) => name === 'data').map(([, value]) => value).join('\n');
    if (!data) return [];
    const one = (name: string) => fields.find(([field]) => field === name)?.[1] ?? null;
    return [{ id: one('id'), type: one('event') ?? 'message', data: parsed(data) }];
  });
  return { events, rest };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { value };
  } catch {
    return { value: text };
  }
}
