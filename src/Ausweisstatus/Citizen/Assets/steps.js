// Left and right step through the moments, where nobody is writing.
(function () {
  "use strict";
  document.querySelectorAll(".keys").forEach(function (hint) { hint.hidden = false; });
  addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    var step = event.key === "ArrowLeft" ? "prev" : event.key === "ArrowRight" ? "next" : null;
    var link = step && document.querySelector(".steps a[rel=" + step + "]");
    if (!link) return;
    event.preventDefault();
    link.click();
  });
})();
