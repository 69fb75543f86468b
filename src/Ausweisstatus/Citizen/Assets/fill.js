// The QR code of a slip opens /#CODE. The code goes into the form, and out of the address bar and the history.
(function () {
  "use strict";
  var field = document.getElementById("code");
  function fill() {
    var code = location.hash.slice(1);
    if (!field || !/^[0-9a-z]{5}-[0-9a-z]{5}-[0-9a-z]{5}$/i.test(code)) return;
    field.value = code;
    history.replaceState(null, "", location.pathname + location.search);
    document.getElementById("day").focus();
  }
  addEventListener("hashchange", fill);
  fill();
})();
