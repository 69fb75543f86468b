// Several documents in one view. Each is asked about by a request of its own that carries no cookie, so nothing that we are sent says that
// they belong together. Codes and dates of birth are kept in the memory of this page, and in the browser only if somebody says so.
(function () {
  "use strict";
  const atMost = 10;
  const fields = ["code", "day", "month", "year"];
  const place = "documents";
  const page = document.getElementById("family");
  const list = document.getElementById("documents");
  const form = () => page.querySelector("form.question");
  const keep = document.getElementById("keep");
  const said = document.getElementById("said");
  if (!page || !window.fetch) return;
  let known = [];
  const key = question => question.code.replace(/[^0-9A-Z]/g, "");
  let busy = false;

  for (const part of page.querySelectorAll("[data-script]")) part.hidden = part.dataset.script !== "with";

  function read() {
    try {
      return JSON.parse(localStorage.getItem(place)) || [];
    } catch {
      return [];
    }
  }

  function write() {
    try {
      if (keep.checked && known.length) localStorage.setItem(place, JSON.stringify(known.map(one => one.question)));
      else localStorage.removeItem(place);
    } catch {
      keep.checked = false;
    }
  }

  async function ask(question) {
    const answer = await fetch("/status?lang=" + document.documentElement.lang, {
      method: "POST", body: new URLSearchParams(question), credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer"
    });
    return { status: answer.status, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
  }

  // The server's own words, a level deeper, without forms and without names that a page may have once only.
  function shown(answer) {
    const card = document.getElementById("card").content.firstElementChild.cloneNode(true);
    const parts = answer.status === 200
      ? [answer.page.querySelector(".found .answer"), answer.page.querySelector(".found .first")]
      : [answer.page.querySelector("main .answer"), answer.page.querySelector("main .lead")];
    for (const part of parts.filter(Boolean)) {
      part.querySelectorAll("form").forEach(one => (one.closest("section") || one).remove());
      part.querySelectorAll("script, [hidden]").forEach(one => one.remove());
      part.querySelectorAll("[id]").forEach(one => one.removeAttribute("id"));
      part.querySelectorAll("h1, h2, h3").forEach(function (heading) {
        const deeper = document.createElement("h" + (Number(heading.tagName[1]) + 1));
        deeper.append(...heading.childNodes);
        heading.replaceWith(deeper);
      });
      card.querySelector(".shown").append(part);
    }
    return card;
  }

  function show(question, answer) {
    const before = known.find(one => key(one.question) === key(question));
    const card = shown(answer);
    const title = card.querySelector("h2");
    for (const field of fields) card.querySelector("[name=" + field + "]").value = question[field];
    card.querySelector(".remove").addEventListener("click", () => remove(question.code));
    const headline = title ? title.textContent : "";
    const news = before && before.headline !== headline;
    if (before) before.card.replaceWith(card);
    else list.append(card);
    if (before) Object.assign(before, { question, card, headline });
    else known.push({ question, card, headline });
    page.querySelector("#add").hidden = known.length >= atMost;
    document.getElementById("doings").hidden = false;
    if (title) title.tabIndex = -1;
    return news ? headline : "";
  }

  function remove(code) {
    known.filter(one => one.question.code === code).forEach(one => one.card.remove());
    known = known.filter(one => one.question.code !== code);
    page.querySelector("#add").hidden = false;
    document.getElementById("doings").hidden = known.length === 0;
    write();
    document.getElementById("code").focus();
  }

  // One after the other, and never two at once.
  async function alone(work) {
    if (busy) return;
    busy = true;
    page.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch {
      said.textContent = page.dataset.failed;
    }
    page.removeAttribute("aria-busy");
    busy = false;
  }

  function submitted(event) {
    event.preventDefault();
    alone(async function () {
      said.textContent = "";
      const question = Object.fromEntries(fields.map(field => [field, form()[field].value.trim()]));
      question.code = question.code.toUpperCase();
      const answer = await ask(question);
      const fresh = answer.page.querySelector("form.question");
      const summary = answer.page.querySelector(".summary");
      page.querySelector(".summary")?.remove();
      if (answer.status === 200) {
        show(question, answer);
        write();
        const empty = document.getElementById("empty").content.firstElementChild.cloneNode(true);
        take(empty);
        known.find(one => one.question.code === question.code).card.querySelector("h2").focus();
        return;
      }
      if (fresh) take(fresh);
      if (summary) {
        form().before(summary);
        summary.focus();
      } else {
        said.textContent = [...answer.page.querySelectorAll("main h1, main .lead, main .reasons li")].map(one => one.textContent.trim()).join("\n");
      }
    });
  }

  function take(fresh) {
    form().replaceWith(fresh);
    form().addEventListener("submit", submitted);
  }

  async function lookAgain(questions) {
    const news = [];
    for (const question of questions) {
      const answer = await ask(question);
      // A pause for this address, or a fault of ours, says nothing about the document.
      if (answer.status === 200 || answer.status === 404) news.push(show(question, answer));
      else said.textContent = answer.page.querySelector("main h1")?.textContent || page.dataset.failed;
    }
    const heard = news.filter(Boolean).join("\n");
    if (heard) said.textContent = heard;
  }

  form().addEventListener("submit", submitted);
  keep.addEventListener("change", write);
  document.getElementById("look").addEventListener("click", () => alone(() => lookAgain(known.map(one => one.question))));
  document.getElementById("forget").addEventListener("click", function () {
    keep.checked = false;
    [...known].forEach(one => remove(one.question.code));
    write();
    said.textContent = "";
  });

  const kept = read().filter(one => one && fields.every(field => typeof one[field] === "string")).slice(0, atMost);
  keep.checked = kept.length > 0;
  if (kept.length > 0) alone(() => lookAgain(kept));
})();
