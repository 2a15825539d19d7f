// worker.js - the report form without a connection. It keeps the page and the code of the form, never an answer of the service.
// The build puts the files of the form here; another build has another name, takes over and forgets the old one.
const BUILD = '__BUILD__';
const FILES = ['__FILES__'];
const PAGE = '/console/';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(BUILD).then((kept) => kept.addAll([PAGE, ...FILES])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const forget = caches.keys().then((names) => Promise.all(names.filter((name) => name !== BUILD).map((name) => caches.delete(name))));
  event.waitUntil(forget.then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || !pathname.startsWith(PAGE)) return;
  // The page comes from the service whenever it can, so that a new build is seen at once.
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.match(PAGE).then((kept) => kept ?? Response.error())));
  else if (FILES.includes(pathname)) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});
