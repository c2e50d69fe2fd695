import type { Means, Report } from './sending.ts';

/** What `record` hands back. */
export interface Recorder {
  /** Resolves when every body has been read. */
  settle(): Promise<void>;
  stop(): void;
}

type Body = Uint8Array | Promise<Uint8Array> | undefined;
type Patch = (before: never) => unknown;

/**
 * Reports everything that this page sends, before it does. Runs inside of the page and may come there as text, so it
 * refers to nothing outside of itself.
 *
 * A page that ends can wait for nothing: what a `Blob` was made of is remembered when it is made, since reading one takes
 * time. And nobody outside hears it any more: what it sends then is left in its storage under `keepAs`.
 */
export const record = (report: (report: Report) => void, keepAs?: string): Recorder => {
  const undo: (() => void)[] = [];
  const reading = new Set<Promise<void>>();
  const madeOf = new WeakMap<Blob, Body>();
  /** Ids of several documents and frames end up in one list. */
  const origin = Math.random().toString(36).slice(2);
  let count = 0;
  const nextId = () => `${origin} ${++count}`;

  let leaving = false;
  const tell = (what: Report) => {
    report(what);
    try {
      if (leaving && keepAs) localStorage.setItem(keepAs + what.id, JSON.stringify(what));
    } catch {
      // A page without storage: its last words are lost.
    }
  };
  const listen = (type: string, work: (event: never) => void, first = false) => {
    addEventListener(type, work as EventListener, first);
    undo.push(() => removeEventListener(type, work as EventListener, first));
  };
  for (const type of ['pagehide', 'pageshow']) listen(type, () => (leaving = type === 'pagehide'), true);

  const join = (parts: Uint8Array[]): Uint8Array => {
    const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  };
  const joined = (parts: Body[]): Body =>
    parts.every((part) => !(part instanceof Promise))
      ? join(parts.filter((part) => part instanceof Uint8Array))
      : Promise.all(parts).then((known) => join(known.filter((part) => part !== undefined)));
  const read = async (body: BodyInit): Promise<Uint8Array> => new Uint8Array(await new Response(body).arrayBuffer());
  const written = (text: string): Uint8Array => new TextEncoder().encode(text);

  /** By its name: what another frame made is no instance of ours. */
  const isA = <T>(name: string, thing: unknown): thing is T =>
    Object.prototype.toString.call(thing).endsWith(`${name}]`);

  const bytesOf = (body: unknown): Body => {
    if (body === undefined || body === null) return undefined;
    if (isA<ArrayBuffer>('ArrayBuffer', body)) return new Uint8Array(body.slice(0));
    if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
    if (isA<Blob>('Blob', body) || isA<File>('File', body)) return madeOf.get(body) ?? read(body);
    if (isA<FormData>('FormData', body))
      return joined([...body].flatMap(([name, value]) => [written(`${name}=`), bytesOf(value), written('\n')]));
    if (isA<Document>('Document', body)) return written(new XMLSerializer().serializeToString(body));
    return written(String(body));
  };
  const base64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
    return btoa(text);
  };

  const sent = (by: Means, method: string, to: string | URL, body?: Body, headers: Record<string, string> = {}) => {
    if (!URL.canParse(to, document.baseURI)) return;
    const url = new URL(to, document.baseURI).href;
    const sending: Report = { id: nextId(), by, method: method.toUpperCase(), url, headers };
    if (!(body instanceof Promise)) return tell(body ? { ...sending, body: base64(body) } : sending);
    tell({ ...sending, reading: true });
    const work = body.then(
      (bytes) => tell({ ...sending, body: base64(bytes) }),
      () => {},
    );
    reading.add(work);
    void work.then(() => reading.delete(work));
  };

  const patch = (target: object | undefined, name: string, make: Patch) => {
    const before = target && (target as Record<string, unknown>)[name];
    if (!target || !before) return;
    (target as Record<string, unknown>)[name] = make(before as never);
    undo.push(() => {
      (target as Record<string, unknown>)[name] = before;
    });
  };
  /** The page never feels a fault of ours; the test does, since nobody knows what was sent then. */
  const guarded = (work: () => unknown) => {
    try {
      work();
    } catch {
      tell({ id: nextId(), by: 'request', method: 'UNKNOWN', url: location.href, headers: {}, reading: true });
    }
  };
  const spy = (target: object | undefined, name: string, look: (self: never, args: never) => unknown) =>
    patch(target, name, (before: (...args: unknown[]) => unknown) => {
      return function (this: unknown, ...args: unknown[]) {
        guarded(() => look(this as never, args as never));
        return before.apply(this, args);
      };
    });
  const spyNew = (name: string, look: (args: never, made: never) => unknown) =>
    patch(window, name, (Before: new () => object) => {
      return new Proxy(Before, {
        construct(target, args, self) {
          const made = Reflect.construct(target, args, self);
          guarded(() => look(args as never, made as never));
          return made;
        },
      });
    });

  for (const name of ['Blob', 'File'])
    spyNew(name, ([parts]: [Iterable<unknown>?], blob: Blob) =>
      madeOf.set(blob, joined([...(parts ?? [])].map((part) => bytesOf(part)))),
    );

  spy(window, 'fetch', (_, args: [RequestInfo | URL, RequestInit?]) => {
    const [input, init] = args;
    const request = isA<Request>('Request', input) ? input : undefined;
    const stream = init?.body;
    let body: Body;
    if (isA<ReadableStream>('ReadableStream', stream)) {
      const [theirs, ours] = stream.tee();
      args[1] = { ...init, body: theirs };
      body = read(ours);
    } else if (request?.body && !stream)
      body = request
        .clone()
        .arrayBuffer()
        .then((all) => new Uint8Array(all));
    else body = bytesOf(stream);
    const headers = Object.fromEntries(new Headers(init?.headers ?? request?.headers));
    sent('fetch', init?.method ?? request?.method ?? 'GET', request?.url ?? (input as string), body, headers);
  });

  spy(Navigator.prototype, 'sendBeacon', (_, [url, body]: [string, unknown]) =>
    sent('beacon', 'POST', url, bytesOf(body)),
  );

  const opened = new WeakMap<XMLHttpRequest, [method: string, url: string, headers: Record<string, string>]>();
  const xhr = XMLHttpRequest.prototype;
  spy(xhr, 'open', (self: XMLHttpRequest, [method, url]: [string, string]) => opened.set(self, [method, url, {}]));
  spy(xhr, 'setRequestHeader', (self: XMLHttpRequest, [name, value]: [string, string]) => {
    const [, , headers = {}] = opened.get(self) ?? [];
    headers[name] = value;
  });
  spy(xhr, 'send', (self: XMLHttpRequest, [body]: [unknown]) => {
    const [method, url, headers] = opened.get(self) ?? ['GET', '', {}];
    sent('xhr', method, url, bytesOf(body), headers);
  });

  spyNew('WebSocket', ([url]: [string]) => sent('websocket', 'GET', url));
  spy(WebSocket.prototype, 'send', (self: WebSocket, [body]: [unknown]) =>
    sent('websocket', 'SEND', self.url, bytesOf(body)),
  );
  spyNew('EventSource', ([url]: [string]) => sent('eventsource', 'GET', url));

  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src');
  if (source?.set) {
    const { set } = source;
    Object.defineProperty(HTMLImageElement.prototype, 'src', {
      ...source,
      set(this: HTMLImageElement, url: string) {
        if (/^(https?:)?\/\//.test(url) || !/^[a-z]+:/i.test(url)) sent('image', 'GET', url);
        set.call(this, url);
      },
    });
    undo.push(() => Object.defineProperty(HTMLImageElement.prototype, 'src', source));
  }

  const submitted = (form: HTMLFormElement, submitter?: HTMLElement | null) => {
    const fields = new FormData(form, submitter);
    if (form.method === 'post') return sent('form', 'POST', form.action, bytesOf(fields));
    const query = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
    sent('form', 'GET', `${form.action.replace(/\?.*/, '')}?${query}`);
  };
  listen('submit', (event: SubmitEvent) => {
    if (!event.defaultPrevented) submitted(event.target as HTMLFormElement, event.submitter);
  });
  spy(HTMLFormElement.prototype, 'submit', (form: HTMLFormElement) => submitted(form));

  return {
    async settle() {
      while (reading.size) await Promise.all(reading);
    },
    stop() {
      for (const work of undo.reverse()) work();
    },
  };
};
