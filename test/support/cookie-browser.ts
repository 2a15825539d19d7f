// cookie-browser.ts - as much of a browser as signing in needs: it keeps cookies for each origin and follows redirects.

export class CookieBrowser {
  private readonly jar = new Map<string, Map<string, string>>();
  /** Set-Cookie headers as they came. */
  readonly received: string[] = [];
  csrfToken: string | null = null;

  constructor(private readonly home: string) {}

  async send(method: string, address: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    const url = new URL(address, this.home);
    const cookies = [...(this.jar.get(url.origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookies ? { cookie: cookies } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(this.csrfToken && url.origin === this.home ? { 'x-csrf-token': this.csrfToken } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    for (const line of response.headers.getSetCookie()) this.keep(url.origin, line);
    return response;
  }

  /** Goes where it is sent until it is sent nowhere; returns where it ended. */
  async follow(address: string): Promise<URL> {
    let url = new URL(address, this.home);
    for (let hops = 0; hops < 12; hops++) {
      const response = await this.send('GET', url.href);
      await response.arrayBuffer();
      const next = response.headers.get('location');
      if (!next) return url;
      url = new URL(next, url);
    }
    throw new Error('Sent round in circles.');
  }

  cookie(name: string): string | undefined {
    return this.jar.get(this.home)?.get(name);
  }

  private keep(origin: string, line: string): void {
    this.received.push(line);
    const [pair = ''] = line.split(';');
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const cookies = this.jar.get(origin) ?? new Map<string, string>();
    if (value === '' || /Max-Age=0/.test(line)) cookies.delete(name);
    else cookies.set(name, value);
    this.jar.set(origin, cookies);
  }
}
