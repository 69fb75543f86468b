// "Tell me on this device": shown where the browser can do it. It asks for permission when somebody presses the button, and not before.
(function () {
  "use strict";
  const section = document.getElementById("device");
  if (!section || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;

  const path = "/api/v1/subscriptions";
  const start = document.getElementById("device-start");
  const stop = document.getElementById("device-stop");
  const told = section.dataset;
  let subscription = null;
  let busy = false;

  function show(state) {
    for (const text of section.querySelectorAll("[data-state]")) text.hidden = text.dataset.state !== state;
    start.hidden = state === "told";
    stop.hidden = !subscription;
    if (state === "told") stop.focus();
    if (state === "stopped") start.focus();
  }

  function send(method, body) {
    return fetch(path, { method: method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  }

  function base64url(bytes) {
    return btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  async function subscribe(registration) {
    subscription = await registration.pushManager.getSubscription()
      || await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: told.key });
    const key = subscription.options && subscription.options.applicationServerKey;
    return send("POST", {
      reference: told.reference,
      dateOfBirth: told.birth,
      channel: "web-push",
      language: told.language,
      subscription: Object.assign(subscription.toJSON(), key ? { applicationServerKey: base64url(key) } : {})
    });
  }

  async function begin() {
    if (await Notification.requestPermission() !== "granted") return "denied";
    await navigator.serviceWorker.register("/push.js");
    const registration = await navigator.serviceWorker.ready;
    let answer = await subscribe(registration);
    if (answer.status === 400) {
      // It subscribed with a key that is not ours any more.
      await subscription.unsubscribe();
      answer = await subscribe(registration);
    }
    return answer.status === 202 ? "told" : "failed";
  }

  async function end() {
    // Either of the two is enough for nothing to arrive any more.
    const [answer, gone] = await Promise.allSettled([send("DELETE", { endpoint: subscription.endpoint }), subscription.unsubscribe()]);
    if (!(answer.value && answer.value.ok) && !gone.value) return "failed";
    subscription = null;
    return "stopped";
  }

  function on(button, work) {
    button.addEventListener("click", async function () {
      if (busy) return;
      busy = true;
      try {
        show(await work());
      } catch {
        show("failed");
      }
      busy = false;
    });
  }

  async function find() {
    const registration = await navigator.serviceWorker.getRegistration("/");
    subscription = registration ? await registration.pushManager.getSubscription() : null;
    stop.hidden = !subscription;
  }

  on(start, begin);
  on(stop, end);
  find().catch(function () { });
  section.hidden = false;
})();
