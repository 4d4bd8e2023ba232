// Progressive enhancement only: every page works without this file.
(function () {
  'use strict';
  var each = function (selector, action) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), action);
  };

  // A page that carries a SAML message posts it by itself, unless the person came back to it with Back:
  // sending the same message again would only end in the application's refusal.
  var carrier = document.querySelector('form[data-auto-submit]');
  if (carrier) {
    var navigation = performance.getEntriesByType && performance.getEntriesByType('navigation')[0];
    if (!navigation || navigation.type !== 'back_forward') carrier.submit();
  }

  // Close <details> menus on Escape (focus returns to the button) and on a click elsewhere.
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    var menu = document.querySelector('details.menu[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });
  document.addEventListener('click', function (event) {
    each('details.menu[open]', function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });

  // « Afficher le mot de passe »: the checkbox is hidden in the markup because only a script can do its work.
  each('[data-reveals]', function (box) {
    var field = document.getElementById(box.getAttribute('data-reveals'));
    box.closest('label').hidden = false;
    box.checked = false;
    box.addEventListener('change', function () { field.type = box.checked ? 'text' : 'password'; });
    // A password manager and the next person at this desk must never meet the field in clear text.
    if (field.form) field.form.addEventListener('submit', function () { field.type = 'password'; });
  });

  // « Sélectionner toute la page », hidden in the markup because only a script can do its work; the count is announced.
  each('[data-selects-all]', function (all) {
    var form = all.closest('form');
    if (!form) return;
    var boxes = Array.prototype.slice.call(form.querySelectorAll('tbody input[type=checkbox]'));
    var live = form.querySelector('[data-announces]');
    var tell = function () {
      var count = boxes.filter(function (box) { return box.checked; }).length;
      all.checked = count > 0 && count === boxes.length;
      all.indeterminate = count > 0 && count < boxes.length;
      if (live) live.textContent = count + ' ' + live.getAttribute('data-announces');
    };
    all.closest('label').hidden = boxes.length === 0;
    all.addEventListener('change', function () {
      boxes.forEach(function (box) { box.checked = all.checked; });
      tell();
    });
    boxes.forEach(function (box) { box.addEventListener('change', tell); });
  });

  // The error summary takes the focus (browsers without autofocus on it), its links focus their field.
  var summary = document.querySelector('.errsum');
  if (summary) summary.focus();
  each('.errsum a', function (link) {
    link.addEventListener('click', function (event) {
      var field = document.getElementById(link.getAttribute('href').slice(1));
      if (!field) return;
      event.preventDefault();
      field.scrollIntoView({ block: 'center' });
      field.focus({ preventScroll: true });
    });
  });
})();
