// How far a rebuild is, while it goes on. When it is over the page is loaded again.
(function () {
  "use strict";
  var shown = document.getElementById("rebuild");
  var address = shown && shown.dataset.progress;
  if (!address || !window.EventSource) return;
  var language = document.documentElement.lang;
  var events = new EventSource(address);
  function show(event) {
    var now = JSON.parse(event.data);
    shown.querySelector("progress").value = now.percent;
    shown.querySelectorAll("[data-is]").forEach(function (place) {
      var value = now[place.dataset.is];
      place.textContent = value === null ? "–" : value.toLocaleString(language);
    });
  }
  events.addEventListener("progress", show);
  events.addEventListener("end", function (event) {
    events.close();
    show(event);
    location.reload();
  });
  addEventListener("pagehide", function () { events.close(); });
})();
