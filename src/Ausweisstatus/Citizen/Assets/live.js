// Keeps an open answer up to date: it listens to the watch of its document, and asks the same question again when there is news. Every word
// comes from the server. Nothing is kept beyond the page, and nothing is listened to while nobody looks.
(function () {
  "use strict";
  const silence = 45000;      // The server says something every 15 seconds.
  const longestPause = 15000;
  const live = () => document.querySelector("[data-watch]");
  if (!live() || !window.ReadableStream || !window.AbortController) return;

  let listening = null;
  let timer = 0;
  let failures = 0;
  let state = null;

  // It has to be there, and empty, before something is put in: only then is that read out.
  const heard = document.createElement("p");
  heard.className = "heard-only";
  heard.setAttribute("role", "status");
  heard.setAttribute("aria-live", "polite");
  document.body.append(heard);

  function say(now) {
    state = now;
    for (const text of document.querySelectorAll("[data-live]")) text.hidden = text.dataset.live !== state;
  }

  function pause() {
    clearTimeout(timer);
    if (listening) listening.abort();
    listening = null;
  }

  async function listen() {
    clearTimeout(timer);
    if (listening || document.hidden || !live()) return;
    const mine = listening = new AbortController();
    let wait = 0;
    try {
      await follow(mine);
    } catch (problem) {
      wait = problem.wait || 0;
    }
    mine.abort();
    // Who paused, or began anew, has seen to it.
    if (listening !== mine) return;
    listening = null;
    failures++;
    if (failures > 1) say("off");
    // Not all at once when a server is back.
    timer = setTimeout(listen, Math.max(wait, Math.min(longestPause, 500 * 2 ** failures) * (0.5 + Math.random() / 2)));
  }

  // Returns when the stream is over.
  async function follow(mine) {
    let alarm;
    function alive() {
      clearTimeout(alarm);
      alarm = setTimeout(() => mine.abort(), silence);
    }
    try {
      alive();
      const answer = await fetch("/api/v1/status/watch?lang=" + document.documentElement.lang, {
        headers: { "Watch-Token": live().dataset.watch }, cache: "no-store", credentials: "omit", signal: mine.signal
      });
      if (answer.status === 401) return await askAgain(mine);
      if (!answer.ok) throw refusal(answer);
      const reader = answer.body.getReader();
      const decoder = new TextDecoder();
      for (let text = ""; ;) {
        const part = await reader.read();
        if (part.done) return;
        alive();
        const events = (text + decoder.decode(part.value, { stream: true })).split("\n\n");
        text = events.pop();
        for (const event of events) await hear(event, mine);
      }
    } finally {
      clearTimeout(alarm);
    }
  }

  async function hear(event, mine) {
    const fields = new Map(event.split("\n").map(line => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
    if (fields.get("event") === "end") await askAgain(mine);
    if (fields.get("event") !== "status") return;
    failures = 0;
    if (fields.get("id") !== live()?.dataset.version) await askAgain(mine);
    say("on");
  }

  function refusal(answer) {
    return Object.assign(new Error(), { wait: 1000 * answer.headers.get("Retry-After") || 0 });
  }

  async function askAgain(mine) {
    const form = document.querySelector("form.look");
    if (!form) return;
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), cache: "no-store", signal: mine.signal });
    // Found, or not any more. Whatever else it is says nothing about the document.
    if (answer.status !== 200 && answer.status !== 404) throw refusal(answer);
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  function show(page) {
    const headline = () => document.querySelector("main h1").textContent.trim();
    const before = headline();
    const top = scrollY;
    const fresh = page.querySelector("article.found");
    keepingFocus(function () {
      if (fresh) renew(document.querySelector("article.found"), fresh);
      else document.getElementById("main").replaceWith(page.getElementById("main"));
    });
    document.title = page.title;
    if (fresh) say(state);
    if (headline() !== before) heard.textContent = headline();
    scrollTo({ top: top, behavior: "instant" });
  }

  // Part by part: what is the same stays, and so does what somebody may be writing into. That is only offered, or not any more.
  function renew(old, fresh, replaces = true) {
    const kind = part => [part.tagName, part.classList[0], part.getAttribute("aria-labelledby")].join(" ");
    const left = [...old.children];
    let last = null;
    for (const part of [...fresh.children]) {
      const found = left.findIndex(one => kind(one) === kind(part));
      let placed = found < 0 ? part : left.splice(found, 1)[0];
      if (found < 0) last ? last.after(part) : old.prepend(part);
      else if (part.matches(".ways")) renew(placed, part, false);
      else if (replaces && placed.outerHTML !== part.outerHTML) {
        placed.replaceWith(part);
        placed = part;
      }
      last = placed;
    }
    left.forEach(part => part.remove());
  }

  function keepingFocus(change) {
    const focus = document.activeElement;
    const typed = [...document.querySelectorAll("main input[id]")].map(input => [input.id, input.value, input.defaultValue]);
    const like = focus && focus !== document.body ? [...document.querySelectorAll(focus.tagName)].filter(one => one.textContent === focus.textContent).indexOf(focus) : -1;
    const open = [...document.querySelectorAll("main details[open] > summary")].map(one => one.textContent);
    change();
    for (const one of document.querySelectorAll("main details > summary")) if (open.includes(one.textContent)) one.parentElement.open = true;
    for (const [id, value, original] of typed) {
      const input = document.getElementById(id);
      if (input && value !== original) input.value = value;
    }
    if (like < 0 || focus.isConnected) return;
    const same = (focus.id && document.getElementById(focus.id))
      || [...document.querySelectorAll(focus.tagName)].filter(one => one.textContent === focus.textContent)[like];
    (same || document.getElementById("main")).focus({ preventScroll: true });
  }

  document.addEventListener("visibilitychange", () => document.hidden ? pause() : listen());
  addEventListener("pagehide", pause);
  addEventListener("pageshow", listen);
  addEventListener("online", function () {
    failures = 0;
    listen();
  });
  listen();
})();
