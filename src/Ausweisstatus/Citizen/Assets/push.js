// The service worker: shows what arrives, and opens the question. It keeps nothing and stands in the way of no request.
"use strict";

self.addEventListener("push", event => {
  const news = event.data.json();
  event.waitUntil(self.registration.showNotification(news.title, {
    body: news.body, tag: news.tag, lang: news.lang, dir: news.dir, data: news.url
  }));
});

self.addEventListener("notificationclick", event => {
  event.notification.close();
  // Of this site, whatever came.
  const url = new URL(event.notification.data, self.location.origin);
  if (url.origin === self.location.origin) event.waitUntil(self.clients.openWindow(url.href));
});
