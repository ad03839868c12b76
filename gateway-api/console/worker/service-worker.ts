/**
 * Keeps the console's shell, so that it opens without a network and says so. Never anything else: no account data, no
 * answer of the API, passes through here.
 */
export {};

declare const self: ServiceWorkerGlobalScope;

/** Addresses of the shell's files, put here when the bundle is made. */
const shell = JSON.parse('__SHELL__') as readonly string[];
const KEPT = `shell ${String(hashOf(shell.join(' ')))}`;

/** A name for this very shell: its files have hashes in their names. */
function hashOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return hash >>> 0;
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((cache) => cache.addAll(shell))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))))
      // The page is asked for while the worker wakes up.
      .then(() => self.registration.navigationPreload.enable())
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  // A page is asked for first, so that a new console is seen at once; without an answer the kept one opens.
  if (request.mode === 'navigate' && !/^\/(docs|problems|openapi)/.test(url.pathname)) {
    event.respondWith(pageFor(event));
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});

async function pageFor({ request, preloadResponse }: FetchEvent): Promise<Response> {
  try {
    return ((await preloadResponse) as Response | undefined) ?? (await fetch(request));
  } catch {
    return (await caches.match('/')) ?? Response.error();
  }
}
